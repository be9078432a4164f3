/** What stands in a note, as HTML: the key fact first and in bold, as every note of content/pages/ begins. */
export const noteExamples: Readonly<Record<string, string>> = {
  'one sentence more': '<p><b>Подтверждение бесплатно.</b> Если за него просят деньги, это мошенники.</p>',
  'two paragraphs':
    '<p><b>Спросите перед выездом.</b> Порядок мог измениться.</p><p>Подойдёт ли ваша причина, скажут в <a href="#">службе</a>.</p>',
  'a long word':
    '<p><b>Не обещание.</b> <a href="#">http://demonstrationdemonstrationdemonstrationdemonstration.onion/</a></p>',
};
