export { type DocxPackage, partText, partXml, type Relationship, readPackage, type Story, type StoryKind, writePackage } from './package.ts'
export { endsSection, type PlainParagraph, plainText, runText, unseen } from './text.ts'
export { UnreadableDocument } from './unreadable.ts'
export { attribute, child, escapeXml, parseXml, textOf, type XmlDocument, type XmlElement } from './xml.ts'
