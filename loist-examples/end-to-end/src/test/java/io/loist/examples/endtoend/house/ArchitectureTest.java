package io.loist.examples.endtoend.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of the house: which room may use which, and how many doors each has. */
class ArchitectureTest {

    private static final String[] CORE = {
        "io.loist",
        "io.loist.track..",
        "io.loist.search..",
        "io.loist.object..",
        "io.loist.signing..",
        "io.loist.upload..",
        "io.loist.ingest..",
        "io.loist.internal.."
    };

    private static final JavaClasses LOIST = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("io.loist");

    @Test
    void core_needsOnlyTheJdkSlf4jAndJspecify() {
        classes()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(Stream.concat(
                                Stream.of("java..", "javax.crypto..", "org.slf4j..", "org.jspecify.."), Stream.of(CORE))
                        .toArray(String[]::new))
                .check(LOIST);
    }

    @Test
    void storageAndDb_neverSeeEachOther() {
        noClasses()
                .that()
                .resideInAnyPackage("io.loist.storage..", "io.loist.audio..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.loist.db..")
                .check(LOIST);
        noClasses()
                .that()
                .resideInAPackage("io.loist.db..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.loist.storage..", "io.loist.audio..")
                .check(LOIST);
    }

    @Test
    void packages_haveNoCycles() {
        slices().matching("io.loist.(*)..").should().beFreeOfCycles().check(LOIST);
        noClasses()
                .that()
                .resideInAPackage("io.loist")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.loist.*..")
                .check(LOIST);
    }

    @Test
    void classes_thatAreNotDoors_areFinalOrAbstract() {
        classes()
                .that()
                .areNotInterfaces()
                .and()
                .areNotEnums()
                .and()
                .areTopLevelClasses()
                .should()
                .haveModifier(JavaModifier.FINAL)
                .orShould()
                .haveModifier(JavaModifier.ABSTRACT)
                .check(LOIST);
    }

    @Test
    void publicTypes_areTheOnesAgreedOn() {
        assertThat(publicTypes("io.loist.audio")).containsExactlyInAnyOrder("AudioFileReader");
        assertThat(publicTypes("io.loist.db"))
                .containsExactlyInAnyOrder(
                        "DatabaseHealth",
                        "DatabaseSetup",
                        "DatabaseStatistics",
                        "HostTransaction",
                        "LoistDatabase",
                        "LoistDatabaseBuilder",
                        "Migrations",
                        "ServerSettings");
        assertThat(publicTypes("io.loist.storage"))
                .containsExactlyInAnyOrder(
                        "BucketSetup",
                        "CachingSignedUrlService",
                        "CorsRule",
                        "DoctorReport",
                        "FileSystemObjectStore",
                        "GcsObjectStore",
                        "LocalMediaServer",
                        "SigningKeys");
        assertThat(publicTypes("io.loist")).hasSizeLessThanOrEqualTo(12);
        assertThat(publicTypes("io.loist.track")).hasSizeLessThanOrEqualTo(30);
        assertThat(publicTypes("io.loist.search")).hasSizeLessThanOrEqualTo(10);
        assertThat(publicTypes("io.loist.object")).hasSizeLessThanOrEqualTo(8);
        assertThat(publicTypes("io.loist.signing")).hasSizeLessThanOrEqualTo(12);
        assertThat(publicTypes("io.loist.upload")).hasSizeLessThanOrEqualTo(3);
        assertThat(publicTypes("io.loist.ingest")).hasSizeLessThanOrEqualTo(16);
    }

    private static java.util.List<String> publicTypes(String packageName) {
        return LOIST.stream()
                .filter(type -> type.getPackageName().equals(packageName))
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::getSimpleName)
                .toList();
    }
}
