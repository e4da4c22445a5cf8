/**
 * The words that people choose most when they are asked for a password, in lower case and without the digits and signs around them. A list of our own, after
 * what is known of leaked passwords; NIST SP 800-63B-4 section 3.1.1.2 asks for such a list.
 */
export const commonWords: ReadonlySet<string> = new Set(
  `password passwort passphrase contrasena motdepasse parola senha haslo heslo salasana wachtwoord lozinka sifre parool
   secret secrets topsecret private letmein letmeinnow openup opensesame sesame welcome welcomeback welcomehome hello hellohello helloworld
   admin administrator administrador root toor superuser sysadmin system login logon signin user username guest master access default changeme
   changethis changeit temp temporary test tester testing testtest demo example sample nothing none whatever something anything
   qwerty qwertyuiop qwertyui qwertz qwertzuiop azerty azertyuiop asdfgh asdfghjkl asdf asdfasdf zxcvbn zxcvbnm zaqwsx qazwsx qazwsxedc
   qweasd qweasdzxc qwe qweqwe abc abcd abcde abcdef abcdefg abcdefgh abcdefghij abcdefghijkl abcabc alphabet
   iloveyou iloveu loveyou lovely love lover loveme mylove babygirl babyboy baby princess prince queen king angel angels sweetheart honey sweetie
   sunshine moonlight rainbow butterfly flower flowers rose daisy summer winter autumn spring monday tuesday wednesday thursday friday saturday sunday
   january february march april may june july august september october november december
   football baseball basketball soccer hockey tennis cricket rugby golf golfer liverpool chelsea arsenal barcelona realmadrid manchester yankees
   cowboys steelers lakers eagles ronaldo messi jordan
   superman batman spiderman ironman starwars startrek pokemon pikachu naruto minecraft fortnite matrix wizard dragon monkey tiger lion panther
   eagle falcon shadow ghost killer hunter ranger warrior ninja samurai knight phoenix thunder lightning storm diamond silver golden freedom
   michael michelle jennifer jessica daniel andrew joshua matthew anthony charlie thomas robert william george jordan ashley amanda nicole
   samantha elizabeth victoria alexander alexandra benjamin christopher jonathan nicholas stephanie patricia barbara maria carlos david james
   john johnny jack joseph kevin maggie buster ginger pepper cookie cookies chocolate cheese banana orange apple cherry peanut coffee
   computer internet samsung google facebook instagram twitter linkedin microsoft windows apple android iphone amazon netflix yahoo
   mustang ferrari porsche mercedes corvette harley yamaha honda toyota
   whatever trustno trustnoone trustme nopassword mypassword yourpassword thepassword newpassword oldpassword passwords passcode
   money dollar dollars million success winner winning lucky happy smile friend friends family forever together jesus christ jesuschrist god
   blessed heaven angelina music guitar piano dance dancer rockstar rocknroll metallica nirvana eminem hello
   company office business work worker manager director lawyer lawfirm legal attorney paralegal counsel court justice judge contract secondchair
   london paris berlin newyork california texas florida chicago boston canada india mumbai delhi pune manila philippines belfast ireland england
   america australia germany france spain italy
   correcthorsebatterystaple correcthorse thequickbrownfox quickbrownfox loremipsum loremipsumdolor`
    .split(/\s+/)
    .filter((word) => word !== ''),
)
