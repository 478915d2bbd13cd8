package io.loist.storage.internal.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.storage.BucketSetup;
import io.loist.storage.BucketSetup.Role;
import io.loist.storage.CorsRule;
import io.loist.storage.GcsObjectStore;
import io.loist.storage.internal.gcs.GcsObjectStoreTest;
import io.loist.storage.testing.gcs.GcsFaults.Fault;
import io.loist.storage.testing.gcs.GcsOperation;
import io.loist.storage.testing.gcs.GcsProblem;
import io.loist.storage.testing.gcs.GcsTestServer;
import io.loist.testing.Integration;
import io.loist.testkit.TestContent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Integration
final class BucketSetupTest {

    private static final String BUCKET = "loist-library";
    private static final String UPLOADER = "serviceAccount:uploader@project.iam.gserviceaccount.com";

    private GcsTestServer server;
    private GcsObjectStore store;

    @BeforeEach
    void start() throws IOException {
        server = GcsTestServer.start();
        store = GcsObjectStoreTest.open(server.endpoint(), Duration.ofSeconds(2));
    }

    @AfterEach
    void stop() {
        store.close();
        server.close();
    }

    private BucketSetup.Builder setup() {
        return BucketSetup.builder(store, BUCKET);
    }

    private BucketSetup full() {
        return setup().location("europe-west3")
                .storageClass("STANDARD")
                .keepOldVersions(Duration.ofDays(30))
                .softDelete(Duration.ofDays(7))
                .labels(Map.of("team", "music"))
                .cors(CorsRule.forPlayers("https://music.example"))
                .moveTo("NEARLINE", Duration.ofDays(90), "audio/")
                .grant(Role.UPLOADER, UPLOADER)
                .build();
    }

    @Test
    void apply_noBucket_createsItAsAskedFor() {
        BucketSetup.Plan done = full().apply();

        assertThat(done.isEmpty()).isFalse();
        JsonObject made = server.settings().get(BUCKET);
        assertThat(made.get("location").getAsString()).isEqualTo("EUROPE-WEST3");
        assertThat(made.getAsJsonObject("iamConfiguration").toString())
                .contains("\"publicAccessPrevention\":\"enforced\"")
                .contains("\"uniformBucketLevelAccess\":{\"enabled\":true}");
        assertThat(made.getAsJsonObject("versioning").get("enabled").getAsBoolean())
                .isTrue();
        assertThat(made.getAsJsonObject("softDeletePolicy")
                        .get("retentionDurationSeconds")
                        .getAsLong())
                .isEqualTo(604_800);
        assertThat(made.getAsJsonObject("labels").get("team").getAsString()).isEqualTo("music");
        assertThat(made.getAsJsonArray("cors").toString())
                .contains("https://music.example", "\"GET\",\"HEAD\",\"PUT\",\"POST\"", "Content-Range", "Range");
        assertThat(rules())
                .containsExactlyInAnyOrder(
                        parse("{'action':{'type':'Delete'},'condition':{'age':1,'matchesPrefix':['temp/']}}"),
                        parse("{'action':{'type':'AbortIncompleteMultipartUpload'},'condition':{'age':1}}"),
                        parse("{'action':{'type':'Delete'},'condition':{'daysSinceNoncurrentTime':30}}"),
                        parse("{'action':{'type':'SetStorageClass','storageClass':'NEARLINE'},"
                                + "'condition':{'age':90,'matchesPrefix':['audio/']}}"));
        assertThat(server.settings().policy(BUCKET).getAsJsonArray("bindings").toString())
                .isEqualTo("[{\"members\":[\"" + UPLOADER + "\"],\"role\":\"roles/storage.objectUser\"}]");
    }

    @Test
    void apply_twice_changesNothingTheSecondTime() {
        full().apply();
        JsonObject settings = server.settings().get(BUCKET);
        JsonObject policy = server.settings().policy(BUCKET);

        assertThat(full().plan().isEmpty()).isTrue();
        assertThat(full().apply().isEmpty()).isTrue();
        assertThat(full().drift()).hasToString("gs://loist-library is as it should be.");

        assertThat(server.settings().get(BUCKET)).isEqualTo(settings);
        assertThat(server.settings().policy(BUCKET)).isEqualTo(policy);
    }

    @Test
    void plan_nothingThere_changesNothingAndSaysWhatItWould() {
        BucketSetup.Plan plan = full().plan();

        assertThat(plan.toString())
                .contains("location: none -> EUROPE-WEST3")
                .contains("public access prevention: none -> enforced")
                .contains("role roles/storage.objectUser: none -> " + UPLOADER)
                .contains("lifecycle rule: none -> {action={type=Delete}, condition={age=1, matchesPrefix=[temp/]}}");
        assertThatThrownBy(() -> server.settings().get(BUCKET)).isInstanceOf(GcsProblem.class);
    }

    @Test
    void apply_rulesOfOthers_survive() {
        server.createBucket(BUCKET);
        server.settings()
                .patch(
                        BUCKET,
                        parse(
                                "{'labels':{'owner':'somebody'},'cors':[{'origin':['https://other.example'],'method':['GET']}],"
                                        + "'lifecycle':{'rule':[{'action':{'type':'Delete'},'condition':{'age':1,'matchesPrefix':['logs/'],"
                                        + "'sizeAboveBytes':'1000','somethingNew':true}},{'action':{'type':'Invented'},'condition':{}}]}}"),
                        null);
        server.settings()
                .setPolicy(
                        BUCKET,
                        parse(
                                "{'version':3,'bindings':[{'role':'roles/storage.objectUser','members':['user:a@b.example'],"
                                        + "'condition':{'title':'till noon','expression':'request.time < noon'}},"
                                        + "{'role':'roles/storage.admin','members':['user:boss@b.example']}]}"));
        List<JsonObject> rulesBefore = rules();
        JsonArray bindingsBefore = server.settings().policy(BUCKET).getAsJsonArray("bindings");

        full().apply();
        setup().build().apply();

        assertThat(rules()).containsAll(rulesBefore);
        assertThat(server.settings().get(BUCKET).getAsJsonArray("cors").toString())
                .contains("https://other.example");
        assertThat(server.settings()
                        .get(BUCKET)
                        .getAsJsonObject("labels")
                        .get("owner")
                        .getAsString())
                .isEqualTo("somebody");
        JsonArray bindings = server.settings().policy(BUCKET).getAsJsonArray("bindings");
        bindingsBefore.forEach(binding -> assertThat(bindings.contains(binding)).isTrue());
        assertThat(bindings.toString()).contains(UPLOADER);
    }

    @Test
    void apply_ruleOfOursNoLongerWanted_isTakenAwayAndNoOther() {
        full().apply();

        BucketSetup.Plan plan =
                setup().cors(CorsRule.forPlayers("https://new.example")).build().apply();

        assertThat(plan.changes()).hasSize(5);
        assertThat(server.settings().get(BUCKET).getAsJsonArray("cors").toString())
                .contains("https://new.example")
                .doesNotContain("https://music.example");
        assertThat(rules()).hasSize(2);
    }

    @Test
    void apply_sameRuleMadeByHandBefore_isNeverTakenAway() {
        server.createBucket(BUCKET);
        server.settings()
                .patch(
                        BUCKET,
                        parse(
                                "{'lifecycle':{'rule':[{'action':{'type':'Delete'},'condition':{'daysSinceNoncurrentTime':30}}]}}"),
                        null);
        full().apply();

        setup().build().apply();

        assertThat(rules())
                .contains(parse("{'action':{'type':'Delete'},'condition':{'daysSinceNoncurrentTime':30}}"))
                .hasSize(3);
    }

    @Test
    void drift_somebodyChangedTheBucket_namesEachDifference() {
        full().apply();
        server.settings()
                .patch(
                        BUCKET,
                        parse(
                                "{'iamConfiguration':{'publicAccessPrevention':'inherited'},'versioning':{'enabled':false},"
                                        + "'location':'US','labels':{'team':'other'},'lifecycle':null}"),
                        null);

        BucketSetup.Plan drift = full().drift();

        assertThat(drift.toString())
                .contains("~ public access prevention: inherited -> enforced")
                .contains("~ versioning: off -> on")
                .contains("! location: US -> EUROPE-WEST3 (cannot be changed")
                .contains("~ label team: other -> music");
        assertThat(drift.changes()).hasSize(8);
        full().apply();
        assertThat(full().drift().changes())
                .extracting(BucketSetup.Change::setting)
                .containsExactly("location");
    }

    @Test
    void apply_refusedForWantOfAProject_saysHowToNameIt() {
        server.faults().plan(GcsOperation.BUCKET_CREATE, Fault.FORBIDDEN);

        assertThatThrownBy(() -> setup().build().apply())
                .isInstanceOfSatisfying(
                        ObjectStoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED))
                .hasMessageContaining("projectId()");
    }

    @Test
    void plan_oldVersionsNoLongerAskedFor_saysWhatHappensToThem() {
        full().apply();

        BucketSetup.Plan plan = setup().build().plan();

        assertThat(plan.toString())
                .contains("~ old versions: deleted after 30 days -> kept for ever, as versioning stays on");
        setup().build().apply();
        assertThat(setup().build().plan().isEmpty()).isTrue();
    }

    @Test
    void drift_noBucket_throwsNotFound() {
        assertThatThrownBy(() -> full().drift())
                .isInstanceOfSatisfying(
                        ObjectStoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_FOUND));
    }

    @ParameterizedTest
    @EnumSource(names = {"BUCKET_GET", "BUCKET_CREATE", "BUCKET_PATCH", "POLICY_GET", "POLICY_SET"})
    void apply_anyCallFailsOrItsAnswerIsLost_endsWithTheSameBucket(GcsOperation operation) {
        for (Fault fault : List.of(Fault.UNAVAILABLE, Fault.TOO_MANY_REQUESTS, Fault.RESET, Fault.LOST_ANSWER)) {
            server.faults().plan(operation, fault);
        }
        server.createBucket("elsewhere");

        full().apply();
        setup().cors(CorsRule.forPlayers("https://new.example")).build().apply();
        full().apply();

        assertThat(full().plan().isEmpty()).isTrue();
        assertThat(rules()).hasSize(4).doesNotHaveDuplicates();
        assertThat(server.settings().policy(BUCKET).getAsJsonArray("bindings")).hasSize(1);
        assertThat(server.faults().calls(operation)).isGreaterThan(1);
    }

    @Test
    void apply_otherEditorAtTheSameTime_losesNeithersChange() throws Exception {
        setup().build().apply();
        List<BucketSetup> editors = List.of(
                setup().labels(Map.of("a", "1")).build(),
                setup().labels(Map.of("b", "1"))
                        .grant(Role.READER, "user:b@b.example")
                        .build(),
                setup().labels(Map.of("c", "1"))
                        .grant(Role.READER, "user:c@b.example")
                        .build());

        TestContent.atOnce(editors.stream()
                .map(editor -> (Callable<BucketSetup.Plan>) editor::apply)
                .toList());

        assertThat(server.settings().get(BUCKET).getAsJsonObject("labels").keySet())
                .contains("a", "b", "c");
        assertThat(server.settings().policy(BUCKET).toString()).contains("user:b@b.example", "user:c@b.example");
    }

    @Test
    void plan_notPermitted_saysWhichRole() {
        server.createBucket(BUCKET);
        server.settings().deny(List.of("storage.buckets.get"));

        assertThatThrownBy(() -> full().plan())
                .isInstanceOfSatisfying(
                        ObjectStoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.PERMISSION_DENIED))
                .hasMessageContaining("roles/storage.admin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"allUsers", "allAuthenticatedUsers", "uploader@project.iam.gserviceaccount.com", ""})
    void grant_toEverybodyOrNobody_throws(String member) {
        assertThatThrownBy(() -> setup().grant(Role.READER, member)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void builder_valuesOutOfRange_throw() {
        assertThatThrownBy(() -> setup().softDelete(Duration.ofDays(6))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> setup().keepOldVersions(Duration.ofHours(23)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> setup().moveTo("COLDLINE", Duration.ZERO, "audio/"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> {
                    BucketSetup.Builder many = setup();
                    for (int i = 0; i < 8; i++) {
                        many.cors(CorsRule.forPlayers("https://m" + i + ".example"));
                    }
                })
                .isInstanceOf(IllegalArgumentException.class);
    }

    private List<JsonObject> rules() {
        JsonElement rules =
                server.settings().get(BUCKET).getAsJsonObject("lifecycle").get("rule");
        return StreamSupport.stream(rules.getAsJsonArray().spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    private static JsonObject parse(String json) {
        return JsonParser.parseString(json.replace('\'', '"')).getAsJsonObject();
    }
}
