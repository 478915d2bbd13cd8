package io.loist.db.internal.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.db.LoistDatabase;
import io.loist.db.testing.PostgresExtension;
import io.loist.search.SearchHit;
import io.loist.testing.Integration;
import io.loist.testkit.SampleTracks;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Names that searches fail on, each found first by each of its usual spellings, all of them being in one library. */
@Integration
class HardNamesTest {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    /** Title, artist, and what people type, separated by semicolons. */
    private static final String NAMES = """
            Thunderstruck; AC/DC; acdc thunderstruck; ac/dc thunderstruck; ac dc thunderstruck; AC-DC Thunderstruck
            Nightswimming; R.E.M.; rem nightswimming; r.e.m. nightswimming; R E M nightswimming; nightswiming rem
            So What; P!nk; pnk so what; p!nk so what; P nk so what
            Take On Me; a-ha; aha take on me; a-ha take on me; a ha take on me; take on me
            Must Be the Moon; !!!; !!!; ！！！; !!! must be the moon
            Plus Minus; +/-; +/-; plus minus
            Ladder; Gourds, The; the gourds ladder; gourds ladder; Gourds, The ladder
            Jóga; Björk; bjork joga; BJÖRK JÓGA; joga; björk; bjork
            Ace of Spades; Motörhead; motorhead ace of spades; motörhead; ace of spades
            Sæglópur; Sigur Rós; saeglopur sigur ros; sæglópur; sigur ros; saeglopur
            残酷な天使のテーゼ; 高橋洋子; 残酷な天使のテーゼ; 天使; 高橋洋子; 残酷 天使
            ロビンソン; スピッツ; スピッツ; ｽﾋﾟｯﾂ; ロビンソン; スピ
            Symphony No. 9; Dvořák; dvorak; dvořák symphony; dvorak no. 9; dvorak symphony no 9
            Łódź; Coma; lodz coma; łódź; LODZ
            Straße; Großstadtgeflüster; strasse; straße; grossstadtgefluster; großstadtgeflüster
            Smørrebrød; MØ; smorrebrod mo; smørrebrød; mø smorrebrod
            사랑해요; 방탄소년단; 사랑해요; 방탄소년단; 사랑 방탄
            Группа крови; Кино; группа крови; КИНО; кино группа
            Λευκά Τριαντάφυλλα; Νάνα Μούσχουρη; νανα μουσχουρη; λευκα τριανταφυλλα
            أنت عمري; أم كلثوم; انت عمري; ام كلثوم
            שיר לשלום; להקת הנחל; שיר לשלום; להקת הנחל
            Ｆｕｌｌ Ｗｉｄｔｈ; ＡＢＣＤ; full width; abcd full; ＡＢＣＤ
            September; Earth, Wind & Fire; earth wind and fire september; earth wind & fire; earth, wind & fire september; earth wind fire
            Sweet Child; Guns N' Roses; guns n roses sweet child; guns n’ roses; guns n' roses; guns and roses sweet child
            Who Are You; The Who; the who who are you; who are you; the who
            This Is the Day; The The; the the; the the this is the day; this is the day
            รักเธอ; คาราบาว; รักเธอ; คาราบาว
            Tik Tok; Ke$ha; kesha tik tok; ke$ha; tik tok; kesha
            Creep; Radiohead; creep radio head; radiohead creep; radiohaed creep; creep raidohead
            Help; The Beatles; help thebeatles; beatles help; help the beetles; the beatles help
            9 to 5; Dolly Parton; 9 to 5 dolly parton; 9 to 5; dolly parton
            Kuzu Kuzu; Tarkan İstanbul; istanbul; ISTANBUL; İstanbul kuzu; kuzu kuzu
            Umbrella; Rihanna feat. Jay-Z; umbrella rihanna jayz; umbrella jay z; rihanna umbrela; umbrella rihanna feat jay-z
            Under the Bridge; Red Hot Chili Peppers; rhcp under the bridge; red hot chilli peppers; under the bridge
            Scream & Shout; will.i.am; will.i.am; william scream and shout; will i am scream & shout; scream and shout
            Paper Planes; M.I.A.; mia paper planes; m.i.a. paper planes; M I A paper planes
            Fuck You; CeeLo Green; cee lo green; ceelo green; ceelo gren
            1999; Prince; 1999; prince 1999; 1999 prince
            99 Luftballons; Nena; 99 luftballons; nena 99; luftballons; 99 luftbalons
            Déjà Vu; Beyoncé; deja vu beyonce; beyoncé; deja vu; beyonce deja vú
            Señorita; Justin Timberlake; senorita; señorita justin; justin timberlak
            Don't Stop; Fleetwood Mac; dont stop; don’t stop; don't stop fleetwood; fleetwod mac
            Rock 'n' Roll Star; Oasis; rock n roll star; rock 'n' roll star; oasis rock n' roll
            Mr. Brightside; The Killers; mr brightside; mr. brightside; killers mr brightside; the killers brightsde
            St. Elmo's Fire; John Parr; st elmos fire; st. elmo's fire; saint elmo john parr
            Salt Shaker; Salt-N-Pepa; salt n pepa; salt-n-pepa; salt & pepa; saltnpepa shaker
            Wake Me Up; Wham!; wham wake me up; wham!; wake me up wham
            Dani California (Live); RHC Tribute; dani california; dani california live
            Heroes - 2017 Remaster; David Bowie; heroes david bowie; heroes bowie; david bowie heroes
            Æther; Ægir; aether aegir; æther; aegir; ægir
            Œuvre; Cœur de pirate; oeuvre; coeur de pirate; cœur de pirate
            Þursaflokkurinn; Ðuro; thursaflokkurinn; þursaflokkurinn
            Ħamrun; Żejt; hamrun; zejt; żejt
            Đorđe; Bajaga; dorde; đorđe bajaga; bajaga dorde
            Ой, у лузі; Океан Ельзи; океан ельзи; ой у лузі
            Мой рок-н-ролл; Би-2; би-2; би2; мой рок-н-ролл
            Ünlü; Şebnem Ferah; sebnem ferah; şebnem; unlu sebnem
            Tiếng Việt; Mỹ Tâm; tieng viet; my tam; mỹ tâm
            Ágætis byrjun; Hjaltalín; agaetis byrjun; hjaltalin
            Naïve; The Kooks; naive; kooks naive; naïve the kooks
            ★; Blackstar Band; ★; blackstar
            ÷; Divide Maker; ÷; divide maker
            D'yer Mak'er; Led Zeppelin; dyer maker; d'yer mak'er; led zeppelin dyer maker; led zepelin
            21st Century Schizoid Man; King Crimson; 21st century; king crimson; 21st century schizoid man
            (I Can't Get No) Satisfaction; The Rolling Stones; satisfaction; i cant get no satisfaction; rolling stones satisfaction; satisfation rolling stones
            All the Small Things; blink-182; blink-182; blink‐182; blink‑182; blink–182; blink—182; blink−182; blink 182; blink182
            Home; R.E.S.; r.e.s.; res home; R.E.S; R E S home
            革命デュアリズム; T.M.Revolution×水樹奈々; T.M.Revolution×水樹奈々; tm revolution 水樹奈々; t.m.revolution 水樹; 革命デユアリズム
            宁夏; 梁静茹; 寧夏; 宁夏; 寧夏 梁靜茹; 宁夏梁静茹
            夜曲; 周杰伦; 夜曲; 夜麯; 夜曲 周杰倫
            げえむ; Momus; げえむ; ゲエム; ゲーむ momus
            青い花; 秦基博; 青い花　秦基博; 秦基博　青い花; 青い花（伴奏）; 青い花秦基博
            צ'רלי; כוורת; צ'רלי; צ׳רלי; צרלי; tsarli kaveret
            String Quartet No. 11; Emerson; no. 11; string quartet no 11; quartet no.11
            ファッションモンスター; きゃりーぱみゅぱみゅ; ふぁっしょんもんすたー; ファツシヨンモンスター; ファッションモンスタ; fasshon monsutaa; fassyonmonsuta; ファションモンスター
            ジョイフル・ハイウェイ; じょいふる; ジョイフルハイウェイ; じょいふる・はいうぇい; joifuru haiwei
            강남스타일; 싸이; ㄱㄴㅅㅌㅇ; 강남 스타일; 강남스타ㅇ; 강남스타이; 강넘스타일; gangnam seutail; kangnam
            벚꽃 엔딩; 버스커 버스커; 벚꽃엔딩; 벚꽃 앤딩; 벚꽃엔딩버스커버스커; beotkkot ending; ㅂㄲㅇㄷ
            แสงสุดท้าย; บอดี้สแลม; แสงสุดทาย; แสงสดท้าย; แสงสุดท้ายบอดี้สแลม; แสง สุดท้าย; saeng sud tai
            ירושלים של זהב; נעמי שמר; yerushalayim shel zahav; naomi shemer; ירושליםשלזהב
            حبيبي يا نور العين; عمرو دياب; habibi ya nour el ain; amr diab; حبيبي يا نور
            Подмосковные вечера; Владимир Трошин; podmoskovnye vechera; podmoskovnie vechera troshin; подмосковныевечера
            Ζορμπάς; Μίκης Θεοδωράκης; zorbas; mikis theodorakis; ζορμπασ
            Սարի աղջիկ; Հայկո; sari aghjik; սարիաղջիկ
            თბილისო; ნანი ბრეგვაძე; tbiliso; nani bregvadze
            Звезда по имени Солнце; Виктор Цой; звездапоименисолнце; звездапоименисолнцевикторцой; викторцой звезда по имени
            Το πάτωμα; Μίλτος Πασχαλίδης; τοπατωμαμιλτοσπασχαλιδησ; μιλτοςπασχαλίδης
            شيلة طرب; غنوة الحربي; شيلةطربغنوةالحربي
            感情; V.W.P; 感情 (feat. kaf, rim, harusaruhi, isekaijoucho & koko) v.w.p; 感情（伴奏） v.w.p; 感情【live】
            変身; Harusaruhi, Isekaijoucho, KAF, KOKO, RIM, V.W.P; 変身 kaf rim koko
            거짓말; 빅뱅; geojitmal; geojinmal; geojitmal bigbang
            シスターシスター; せきこみごはん; sister sister; shisutaashisutaa
            サイコパスコミュニケーション; ゆちゃP; サイコパス
            リハーサルタイム; 明坂芹菜; rehearsal time
            時空遊泳; 春卷飯; 时空游泳; 時空泳
            Щурците; Щурците; shturtsite; shchurtsite
            月亮代表我的心; 鄧麗君; 月亮代表我的心 邓丽君; 月亮代表的心; 月亮代表我的心 (live); 月亮代表我的心鄧麗君
            """;

    private static LoistDatabase database =
            LoistDatabase.builder().jdbcUrl("jdbc:postgresql:none").build();

    @BeforeAll
    static void saveNames() {
        database = POSTGRES.emptyDatabase();
        database.tracks()
                .saveAllOrNone(NAMES.lines()
                        .map(line -> line.split("; ", -1))
                        .map(cells -> SampleTracks.track(cells[0], cells[1]))
                        .toList());
        database.refreshSearch();
    }

    static Stream<Arguments> spellings() {
        return NAMES.lines().flatMap(line -> {
            List<String> cells = Arrays.asList(line.split("; ", -1));
            return cells.stream().skip(2).map(typed -> Arguments.of(typed, cells.get(0), cells.get(1)));
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("spellings")
    void search_usualSpelling_findsItFirst(String typed, String title, String artist) {
        List<SearchHit> hits = database.search().search(typed).hits();

        assertThat(hits).as("hits of %s", typed).isNotEmpty();
        assertThat(hits.get(0).track().metadata().title()).isEqualTo(title);
        assertThat(hits.get(0).track().metadata().artist()).isEqualTo(artist);
    }
}
