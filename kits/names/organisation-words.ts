const words = (text: string): string[] => text.trim().split(/\s+/)

/** Legal forms of many countries, without dots and blanks; forms that mean the same stand in one line, the first of it is their name. */
const legalFormLines = `
inc incorporated
corp corporation
co company cie compagnie kompani cia compania
ltd limited ltda limitada ltee limitee
llc llcs
llp llps
lp
lllp
plc pbc
pc pa pllc
pvt private pte
pty proprietary
gmbh mbh ggmbh
ag aktiengesellschaft
kg kgaa
ohg ug ek ev gbr
sa sau
sas sasu
sarl sarlau srl
sca snc scs eurl sci
spa
sl slu
sadecv rldecv cv
lda
bv besloten
nv
vof cvba bvba
ab aktiebolag abp
as asa
aps
oy oyj
hf ehf
spzoo zoo spolka
sro aso
kft zrt nyrt bt
doo dd ad
ood eood
ooo oao zao pao ao tov
uab sia ou
sl
kk kabushiki kaisha
gk yk
bhd sdnbhd sdn
pt tbk
jsc ojsc cjsc pjsc
se scop
fzc fze fzco fzllc
wll
ulc
lc
trust
nl
mv
rt
`
const formOf = new Map<string, string>()
for (const line of legalFormLines.trim().split('\n')) {
  const [name = '', ...others] = line.split(' ')
  for (const form of [name, ...others]) if (!formOf.has(form)) formOf.set(form, name)
}
// A trust is a kind of body as well as a form: it stays in the name.
formOf.delete('trust')

/** What a legal form is called here (limited -> ltd), or undefined where the word is none. */
export const legalForm = (word: string): string | undefined => formOf.get(word)

/** Legal forms that stand before the name (OOO Romashka, PT Bank). */
export const leadingForms: ReadonlySet<string> = new Set(words('ooo oao zao pao ao pt tov'))

/** Written short and written out. */
const abbreviationPairs =
  words(`intl international int'l international internat international natl national mfg manufacturing mfrs manufacturers bros brothers assoc associates
  assocs associates assn association univ university inst institute grp group hldg holding hldgs holdings holding holdings ind industries inds industries industry industries
  svcs services svc services service services sys systems system systems tech technologies technology technologies techs technologies mgmt management mgt management
  dev development fin financial finl financial ins insurance inv investments investment investments invs investments pharma pharmaceuticals pharm pharmaceuticals
  pharmaceutical pharmaceuticals labs laboratories lab laboratories ctr center centre center govt government dept department eng engineering engg engineering
  engrg engineering comm communications comms communications commn commission cttee committee dist distribution distr distribution elec electric env environmental
  equip equipment exch exchange gen general hosp hospital hosps hospitals lib library med medical mktg marketing mkt market natural nat pub publishing
  pubs publications prop properties props properties property properties prod products prods products product products rlty realty rest restaurant ry railway rr railroad
  sec securities soc society solns solutions soln solutions solution solutions sta station std standard transp transportation trans transportation tel telephone telecom telecommunications util utilities
  ent enterprises enter enterprises entps enterprises enterprise enterprises cons consulting consultants consulting consultancy consulting const construction constr construction
  ptnrs partners ptnr partners partner partners adv advisors advisers advisors advisor advisors cap capital chem chemical chems chemicals am american amer american us usa
  st saint mt mount ft fort hwy highway capitals capital resource resources logistic logistics center centers`)
const expansions = new Map<string, string>()
for (let at = 0; at + 1 < abbreviationPairs.length; at += 2) expansions.set(abbreviationPairs[at] ?? '', abbreviationPairs[at + 1] ?? '')

/** An organisation's word written out and in its usual number (intl -> international, service -> services). */
export const expanded = (word: string): string => expansions.get(word) ?? word

/** Words that many organisations share: they tell what a body does, not which one it is. */
export const commonWords: ReadonlySet<string> = new Set(
  words(`international national global worldwide world american usa us uk india indian european europe asia asian pacific atlantic north south east west northern southern eastern western
  central united general first new group holdings holding industries enterprises services systems solutions technologies management capital partners associates investments
  financial finance insurance bank banking trust fund funds foundation institute university college school hospital medical health healthcare care pharmaceuticals laboratories
  research development engineering construction manufacturing products properties realty estate estates energy power oil gas mining metals steel chemicals chemical foods food
  beverages retail stores trading traders exports imports logistics transportation shipping airlines motors auto automotive electric electronics communications telecommunications media
  entertainment publishing press news software data digital networks network consulting advisors legal law office offices brothers sons company corporation limited society association
  council committee commission department ministry government city state county center centre hotels hotel resorts restaurant marketing design studio studios security securities
  equipment supply supplies distribution wholesale agency ventures equity asset assets private public resources materials standard premier royal`),
)

/** Words that make a name one of an organisation, besides a legal form. */
export const organisationWords: ReadonlySet<string> = new Set(
  words(`international group holdings industries enterprises services systems solutions technologies management capital partners associates investments financial insurance bank
  trust fund funds foundation institute university college school hospital pharmaceuticals laboratories engineering construction manufacturing products properties realty energy
  mining chemicals foods stores trading logistics transportation shipping airlines motors electronics communications telecommunications media publishing software networks
  consulting advisors brothers sons society association council committee commission department ministry government center hotels restaurant marketing studio studios securities
  equipment distribution agency ventures resources union federation club church airways records brewing logistic works machines business global worldwide`),
)

/** Words that are left out of a name altogether. */
export const silentWords: ReadonlySet<string> = new Set(words('the and und et of for dba'))

/** Forms of address, degrees and generation marks: no part of a person's name. */
export const titles: ReadonlySet<string> = new Set(
  words(`mr mrs ms miss mx dr doctor prof professor sir dame lord lady hon honorable honourable judge justice rev reverend fr father sr jr junior senior ii iii iv esq esquire
  phd md jd llm llb dds cpa qc kc sc obe mbe cbe shri shree sri smt kumari adv advocate capt col gen lt maj sgt herr frau monsieur madame mme mlle senor senora dott avv ing dipl`),
)

/** Titles that may be read as part of a name when they stand first: only dropped at the end. */
export const endTitles: ReadonlySet<string> = new Set(
  words('jr sr ii iii iv esq esquire phd md jd llm llb dds cpa qc kc sc obe mbe cbe junior senior adv'),
)

/** Small words inside family names. */
export const particles: ReadonlySet<string> = new Set(
  words('van von der den de del della di da das do dos du la le las los al el ul bin ibn bint ben abu ter ten zu zur af av'),
)
