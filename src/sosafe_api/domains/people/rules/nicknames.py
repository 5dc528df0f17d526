"""Given names and what their bearers are called for short; data, with the spellings that are one name. Pure."""

# One line a name: its usual form first, then short forms and other spellings. A form may stand in several lines.
_TABLE = """
abigail abi abby gail abbie abbey
adam ad
adrian ade adie
aiden aidan
alan allan allen al
albert al bert bertie
alexander alex al sandy xander alec alasdair alistair alastair sasha
alexandra alex sandra lexi sandy sasha lexie alexa
alfred alf alfie fred freddie
alice ali alys allie
alison ali allison allie
amanda mandy
amelia millie amy mia
amy aimee
andrea andie
andrew andy drew
angela angie ange
anna ann anne annie hannah ana
annabel bella annabelle
anthony tony ant antony
arthur art artie
ashley ash ashleigh
barbara barb babs barbie
barry baz
benjamin ben benny benji
bernard bernie
bethany beth
brian bryan
bradley brad
bridget bridie biddy
caitlin kate kaitlyn
cameron cam
caroline carol carrie carolyn
catherine kate katie cathy kathy kath katherine kathryn cath kat katharine catharine kitty kay
charles charlie chas chuck
charlotte charlie lottie lotte
chloe khloe
christina chris tina chrissie kristina
christine chris chrissie kristine
christopher chris kit topher kristopher
claire clare
connor conor
craig
daniel dan danny
daniella dani daniela danielle
darren daz darran
david dave davey davy
deborah debbie deb debra
dean
dennis den denis
derek del
diana di
dominic dom dominick
donald don donnie
donna
dorothy dot dottie dolly
douglas doug dougie
dylan dillon
edward ed eddie ted ned teddy
eileen aileen
elaine lainey
eleanor ellie nell elle nora eleanora ella
elizabeth liz beth lizzie betty eliza libby elisabeth bess lisa betsy lizzy
ella
ellen nell ellie
emily em emmy emilie
emma em emmie
eric rick erik
erin
ethan
eva eve evie
evelyn evie eve
florence flo florrie flossie
frances fran francesca frankie
francis frank frankie
frederick fred freddie freddy
gareth gaz gary
gary gaz garry
gemma gem jemma
geoffrey geoff jeff jeffrey
george georgie
georgina georgie george gina georgia
gerald gerry jerry
gillian gill gilly jill jillian
glen glenn
gordon gord
grace gracie
graham graeme
gregory greg gregg
hannah hanna
harold harry hal
harriet hattie harrie
harry
hayley hailey
heather
helen nell ellen helena
henry harry hal hank
holly hollie
howard howie
hugh hughie hugo
ian iain
isabel bella izzy isabelle isabella belle issy
isla
jack jackie
jacob jake
jacqueline jackie jacqui
jade
james jim jimmy jamie jem
jamie
jane janey jayne
janet jan
janice jan
jasmine jas jaz jasmin yasmin
jason jase
jean jeannie
jennifer jen jenny jenni jennie
jeremy jez jem jerry
jessica jess jessie
joan joanie
joanne jo joanna jojo
john johnny jack jon
jonathan jon jonny jonathon johnathan
jordan jordy
joseph joe joey
josephine jo josie
joshua josh
joyce
judith judy judi jude
julia julie jules
julian jules
julie jules
justin just
karen kaz karin
katie
keith
kelly kel kelley
kenneth ken kenny
kevin kev
kieran kieron ciaran
kimberley kim kimberly
kirsty kirstie kirsten
kyle
laura lauren laurie
lauren
lawrence larry laurie laurence
leah lea lia
lee leigh
leonard len lenny leo
leslie les lesley
lewis louis louie
liam
lily lilly lillian lilian
linda lyn lynda lin
lisa
louise lou lulu louisa
lucas luke
lucy luce lucie lucinda
luke
lynn lynne lyn
madeleine maddie madeline maddy
malcolm mal
margaret maggie meg peggy marge margie madge greta megan rita
maria marie
marilyn
mark marc
martin mart marty martyn
mary molly polly may mae
mason
matthew matt matty mathew
maureen mo
maxwell max
maximilian max
megan meg meghan
melanie mel
melissa mel lissa
michael mike mick mickey micky mikey
michelle shell chelle michele
mohammed mohammad muhammad mohamed mo muhammed
molly mollie
nancy nan
naomi
natalie nat nathalie
natasha tash nat
nathan nate nat
nathaniel nate nat nathan
neil neal niall
nicholas nick nicky nicolas
nicola nicky nic nikki nichola
nigel nige
noah
norman norm
oliver ollie olly
olivia liv livvy olive
oscar
owen
pamela pam
patricia pat patsy tricia trish patty
patrick pat paddy
paul pauly
pauline
penelope penny
peter pete
philip phil phillip pip
philippa pip pippa
phoebe
rachel rach rachael
raymond ray
rebecca becky becca bex rebekah beck
reginald reg reggie
rhys reece rees reese
richard rick dick richie ricky rich dickie
robert rob bob bobby robbie bert robby
roger rodge
ronald ron ronnie
rosemary rose rosie
rose rosie
roy
russell russ
ruth ruthie
ryan
samantha sam sammy
samuel sam sammy
sandra sandy
sarah sara sally sadie
scott scottie
sean shaun shawn
sharon shaz
sheila
shirley shirl
simon si
sophie sophia soph sofia
stacey stacy
stephanie steph stephie
stephen steve stevie steven
stewart stuart stu
susan sue susie suzanne sukie susanna suzie
sylvia
teresa terry tess theresa tessa
terence terry tel terrance
thomas tom tommy
timothy tim timmy
toby tobias
tracey tracy trace
tyler ty
valerie val
vanessa ness nessa
veronica ronnie
victor vic
victoria vicky vicki tori vikki
vincent vince vinny
vivien viv vivienne vivian
walter wally walt
wayne
wendy
william will bill billy liam willie
yvonne eve
zachary zach zak zac
zoe zoey
"""

_USUAL: dict[str, set[str]] = {}
for _line in _TABLE.split("\n"):
    _forms = _line.split()
    for _form in _forms:
        _USUAL.setdefault(_form, set()).add(_forms[0])


def usual_forms(given: str) -> frozenset[str]:
    """The names that somebody called so may have: "alex" is alexander or alexandra. An unknown one is itself."""
    return frozenset(_USUAL.get(given, {given}))


def is_known(given: str) -> bool:
    """Whether the table knows the word as a given name, so that it is not another one mistyped."""
    return given in _USUAL


def short_forms(given: str) -> tuple[str, ...]:
    """What somebody with this name may be called instead; empty for a name that the table does not list first."""
    found = next((line.split() for line in _TABLE.split("\n") if line.split()[:1] == [given]), [])
    return tuple(found[1:])
