import type { CardText } from './card-svg.ts';

export const cardExamples: Readonly<Record<string, CardText>> = {
  demonstration: {
    name: 'Весточка',
    title: 'Ваш сын или муж мог попасть в плен',
    text: 'Есть ли он в списке и что делать дальше',
    notice: 'Демонстрация. Список, телефоны и адреса здесь вымышлены.',
  },
  production: { name: 'Vestochka', title: 'One short title', text: 'A & B < C', notice: null },
};
