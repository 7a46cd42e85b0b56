"""Places of England that have a council, in small letters: none may be a name of the invented county."""

_NAMES = """
    barking, barnet, barnsley, bath, bedford, berkshire, bexley, birmingham, blackburn, blackpool,
    bolton, bournemouth, bracknell, bradford, brent, brighton, bristol, bromley, buckinghamshire,
    bury, calderdale, cambridge, cambridgeshire, camden, cheshire, cornwall, coventry, croydon,
    cumberland, cumbria, darlington, derby, derbyshire, devon, doncaster, dorset, dudley, durham,
    ealing, east riding, east sussex, enfield, essex, gateshead, gloucestershire, greenwich,
    hackney, halton, hammersmith, hampshire, haringey, harrow, hartlepool, havering, hereford,
    herefordshire, hertfordshire, hillingdon, hounslow, hull, isle of wight, islington, kensington,
    kent, kingston, kirklees, knowsley, lambeth, lancashire, leeds, leicester, leicestershire,
    lewisham, lincoln, lincolnshire, liverpool, luton, manchester, medway, merton, middlesbrough,
    milton keynes, newcastle, newham, norfolk, north somerset, north tyneside, north yorkshire,
    northampton, northamptonshire, northumberland, nottingham, nottinghamshire, oldham, oxford,
    oxfordshire, peterborough, plymouth, poole, portsmouth, reading, redbridge, redcar, richmond,
    rochdale, rotherham, rutland, salford, sandwell, sefton, sheffield, shropshire, slough,
    solihull, somerset, south tyneside, southampton, southend, southwark, st helens, stafford,
    staffordshire, stockport, stockton, stoke, suffolk, sunderland, surrey, sutton, swindon,
    tameside, telford, thurrock, torbay, tower hamlets, trafford, wakefield, walsall, waltham
    forest, wandsworth, warrington, warwick, warwickshire, west sussex, westminster, westmorland,
    wigan, wiltshire, windsor, wirral, wokingham, wolverhampton, worcester, worcestershire, york,
    adur, amber valley, arun, ashfield, ashford, babergh, basildon, bassetlaw, bolsover, boston,
    braintree, breckland, brentwood, broadland, bromsgrove, broxbourne, broxtowe, burnley,
    canterbury, castle point, charnwood, chelmsford, cheltenham, cherwell, chesterfield, chichester,
    chorley, colchester, crawley, dacorum, dartford, dover, eastbourne, eastleigh, elmbridge, epping
    forest, epsom, erewash, exeter, fareham, fenland, folkestone, fylde, gedling, gloucester,
    gosport, gravesham, guildford, harborough, harlow, hart, hastings, havant, hertsmere, high peak,
    hinckley, horsham, huntingdonshire, hyndburn, ipswich, lewes, lichfield, maidstone, maldon,
    malvern hills, mansfield, melton, mid devon, mole valley, newark, norwich, nuneaton, oadby,
    pendle, preston, redditch, reigate, ribble valley, rochford, rossendale, rother, rugby,
    runnymede, rushcliffe, rushmoor, sevenoaks, spelthorne, stevenage, stratford, stroud, swale,
    tamworth, tandridge, teignbridge, tendring, test valley, tewkesbury, thanet, three rivers,
    tonbridge, torridge, tunbridge wells, uttlesford, watford, waverley, wealden, welwyn,
    winchester, woking, worthing, wychavon, wyre, wyre forest, allerdale, carlisle, copeland, eden,
    barrow, south lakeland, craven, hambleton, harrogate, ryedale, scarborough, selby, sedgemoor,
    mendip, corby, daventry, kettering
"""
COUNCILS = frozenset(name.strip() for name in _NAMES.replace("\n", " ").split(","))
