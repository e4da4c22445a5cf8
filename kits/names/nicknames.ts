/**
 * Given and family names that stand for each other: short forms, spellings and romanisations, a group a line. A name may stand in several groups (alex).
 * Written for this project from general knowledge of English, Indian, Arabic, Slavic and Western European usage.
 */
const groups = `
alexander alexr alex alec aleck sandy sasha xander alexandre alejandro alessandro aleksandr aleksander alexandr iskander
alexandra alex sandra sandy sasha alexis lexi alejandra aleksandra
alfred alf alfie fred freddie alfredo
albert al bert bertie alberto
allan alan allen alain
andrew andw andy drew andre andreas andrei andrey andrej andrzej anders andres
anthony tony anton antonio antoine anthoni
ann anne anna annie ana hannah nan nancy anya
arthur art artie arturo artur
barbara barb babs barbie varvara
benjamin benj ben benny benji benjy
bernard bernie bernardo bernhard
bradley brad
catherine katherine kath kathryn katharine catharine kate katie kathy cathy kitty kat katarina ekaterina yekaterina catalina caterina
charles charlie chuck chas carlos carl karl carlo karel
charlotte lottie charlie
christina christine chris tina kristina kristin kristine
christopher chris kit topher christophe cristobal kristof
daniel danl dan danny danilo daniil
david dave davey davy davide
deborah deb debbie debra
dennis denis denny
donald don donnie donny
dorothy dot dottie dolly dorothea
douglas doug
edward edw edwd ed eddie ted teddy ned eduardo edouard eduard
eleanor ellie nell nora elena helen
elizabeth eliz liz lizzie beth betty bess betsy eliza lisa elisabeth elspeth isabel isabella elisabetta yelizaveta elizaveta
emily em emma emilia
eric erik erich erick
eugene gene evgeny yevgeny evgeni evgenii yevgeni eugenio eugen
florence flo florrie
frances fran fanny francesca francoise francisca
francis frank fran frankie francisco francesco francois franz
frederick fredk fred freddie fritz frederic friedrich federico fredrick
gabriel gabe gabriele
geoffrey jeffrey geoff jeff jeffery
george geo georgie jorge giorgio georg georgi georgy yuri jiri
gerald gerry jerry gerard gerardo gerhard
gregory greg gregor grigory grigori grigoriy
harold harry hal
harriet hattie
helen helena nell ellen elena yelena
henry harry hank hal henri enrique enrico heinrich hendrik
howard howie
ian iain
irene rena irina
isaac ike izzy
isabella bella izzy isabel
jack john jackson
jacob jake jakob iakov yakov jacobo
jacqueline jackie
james jas jim jimmy jamie jem jaime
jane jan janie janet jean
janet jan
jason jay
jennifer jen jenny jenn
jeremy jerry jeremiah
jessica jess jessie
joan joanna joanne johanna jo
john jon johnny jack ivan juan jean johann johannes giovanni jan ion jonny ioannis yiannis
jonathan jon jonny johnathan jonathon nathan
joseph jos joe joey jose giuseppe josef jozef iosif yusuf
joshua josh
judith judy
julia julie juliet yulia iuliia giulia
kenneth ken kenny
kimberly kim kimberley
laura laurie lauren
lawrence laurence larry lorenzo laurent lorenz lars
leonard len lenny leo leonardo leonid
leo leon lev
leslie les lesley
lewis louis lou luis luigi ludwig louie
linda lynn lindy
louise lou luisa
lucas luke luca lukas luc
lucy lucia lucille
margaret margt maggie meg peggy marge margie rita daisy greta margarita marguerite margot
maria mary marie mariya mariia maryam miriam molly polly
mark marc marcus marco markus marek
martha marta patty
martin marty martino marten
martina tina
matthew matt mathew matthias mateo matteo matthieu mathias matvey
maurice morris mo
michael mike mick mickey mikey michel miguel mikhail michele mikael michal mihail micheal mykhailo
nancy ann nan
natalie nat natasha natalia nataliya natalya
nathaniel nathan nat nate
nicholas nick nicky nico nicolas nikolai nikolay nicolai nikolaos nicola klaus mykola niklas
oliver ollie olivier
olivia liv livia
pamela pam
patricia pat patty trish tricia patsy
patrick pat paddy padraig
paul pablo paolo pavel pawel pavlo pauli
paula pauline paulina
peter pete pedro pierre piotr petr pyotr pieter pietro petros petro
philip phillip phil pip felipe philippe filip
priscilla cilla
rachel rae rachael raquel
raymond ray raimundo
rebecca becky bec becca
reginald reg reggie
richard richd dick rick ricky rich richie ricardo riccardo
robert robt rob bob bobby robbie bert roberto
roberta bobbie
roger rodge rogelio
ronald ron ronnie
rose rosie rosa rosemary
roy roi
russell russ rusty
samantha sam sammy
samuel saml sam sammy samuil
sarah sara sally sadie
sean shaun shawn
sergei sergey serge sergio serhiy sergej
sophia sophie sofia sofya zofia
stephanie steph stephany stefanie
stephen steven steve stevie stefan stephan esteban etienne stefano stepan
stuart stewart stu
susan sue susie suzanne susanna suzy
terence terry terrence
theodore ted teddy theo fyodor fedor teodor
theresa teresa terry tess tessa tereza
thomas thos tom tommy tomas thom tomasz
timothy tim timmy
tobias toby
tatiana tatyana tanya
valerie val valeriya
victor vic viktor vittorio
victoria vicky vicki tori viktoria
vincent vince vinny vincenzo vicente
virginia ginny
vladimir vlad volodymyr wladimir
walter walt wally
wilhelm willem guillaume guillermo guglielmo william
william wm bill billy will willy willie liam
zachary zach zack zac
alexei alexey aleksei aleksey alexej oleksiy
dmitri dmitry dmitriy dimitri dmytro dimitrios
oleg oleh
igor ihor
yuri yury yuriy iouri jurij
mohammed muhammad mohamed mohammad muhammed mohamad mohd mehmet mahomet
ahmed ahmad ahmet
hussein husain hussain husayn hossein hosein
hasan hassan
ali aly
omar umar omer
osman usman uthman othman
yusuf yousef youssef yusef yousuf
ibrahim ebrahim abraham abe
ismail ismael
khalid khaled
mahmoud mahmud mehmood mahmood
mustafa mostafa moustafa
abdullah abdallah abdulla
abdul abdel abd
rahman rehman
rashid rasheed
said saeed sayed syed sayyid saeid
sheikh shaikh shaykh
fatima fatimah fatma
aisha ayesha aysha
zainab zaynab zeinab
yasin yassin yaseen
jamal gamal
faisal faysal feisal
karim kareem
nasser nasir naser
tariq tarek tareq
qureshi qureishi koreshi kureshi
singh sing sinha
kaur kour
chaudhary chowdhury choudhury chaudhry chaudhuri choudhary chowdhary chaudhari
agarwal aggarwal agrawal agarwala
banerjee banerji bandyopadhyay
mukherjee mukherji mukhopadhyay mookerjee
chatterjee chatterji chattopadhyay
bhattacharya bhattacharyya bhattacharjee
lakshmi laxmi
krishna krsna kishan krishnan
iyer aiyar ayyar
iyengar ayyangar
reddy reddi
rao rau
shah sah
mehta mehtha
verma varma
mishra misra
shukla sukla
srivastava shrivastava
vijay vijai
rajesh raj
sanjay sanjai
sunil suneel
anil aneel
deepak dipak
pooja puja
geeta gita
priya priyah
venkatesh venkat venkatesan
subramanian subramaniam subramanyam subrahmanyam
suresh suresha
meyer meier maier mayer meyers
schmidt schmitt schmid smid
smith smyth smythe
mueller muller moller
jansen janssen jensen johansen
clark clarke
brown browne braun
reid reed read
thompson thomson tomson
stephens stevens stephenson stevenson
nielsen nilsen nielson
peterson petersen pedersen petersson pettersson
hansen hanson hansson
johnson jonson johnsen johnston johnstone
`

/** Given names that are near each other in spelling but are not each other: a difference between two of them is no typo. */
const distinct = `
aaron adam adrian agnes aidan alice alicia alison amanda amber amelia amy angela angelo anita april ashley audrey austin beatrice bella beverly blake brandon brenda
brent brett brian bruce bryan cameron carla carmen carol caroline carolyn cecilia chad chloe cindy claire clara claudia claude clayton cody colin connor corey craig
crystal curtis cynthia dale dana danielle darren dean debra denise derek diana diane dominic donna doris duncan dylan earl edgar edith edmund edwin elaine elias elijah
ella ellen elliot elsa erica erin ernest esther ethan eva evan evelyn felix fiona gail gavin gilbert gina glen glenn gloria gordon grace graham grant hazel heather
heidi hilary holly hope hugh hugo ida ingrid iris isla ivy jade jared jasmine jill jocelyn joel jordan josephine joyce juan judy justin karen karin karl kayla keith
kelly kelvin kevin kirk kurt kyle lance leah lee leroy lillian lily lloyd logan lois lorraine lucas lydia lynn madison marc marcia marcus marian marilyn marina mario
marion marjorie marlene marvin mason maureen max megan melanie melissa melvin mia micah mildred milton monica muriel naomi neil nina noah noel noelle norma norman
oscar owen pamela paolo paola penelope perry phoebe phyllis quentin ralph ramona randy rita robin roderick rodney roland roman rosa ross ruby rupert ruth ryan sabrina
scott seth shane shannon sharon sheila shelley shirley sidney simon simone sonia spencer stacy stanley stella sylvia tamara tara taylor todd tracy travis trevor troy
tyler ursula valentina vanessa vera vernon veronica vivian wanda warren wayne wendy wesley wilma yvonne zoe
amit anand anita anjali ankit arjun arun asha ashok deepa divya ganesh gopal hari indira kavita kiran lata mahesh manish manoj meena mohan mukesh naveen neha nikhil
nisha pradeep prakash pramod ramesh ravi rekha rohit sachin sandeep sangeeta seema shanti sita sonia sudha sunita swati uma usha vikas vikram vinod yogesh
`

const groupsOf = new Map<string, number[]>()
for (const [group, line] of groups.trim().split('\n').entries()) {
  for (const name of line.split(' ')) {
    const known = groupsOf.get(name)
    if (known) known.push(group)
    else groupsOf.set(name, [group])
  }
}
const givenNames = new Set([...groupsOf.keys(), ...distinct.trim().split(/\s+/)])
const none: readonly number[] = []

/** The groups that a name stands in, for comparing: two names that share one stand for each other. */
export const groupsOfName = (name: string): readonly number[] => groupsOf.get(name) ?? none

/** True for a name that is in the tables: a known spelling of its own, so that one letter's difference from another known name is no slip. */
export const isKnownName = (name: string): boolean => givenNames.has(name)
