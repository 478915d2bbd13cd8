package io.loist.examples.endtoend.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The walls of the house: which module and which room may use which, and how large a room may be. */
class ArchitectureTest {

    private static final int MAX_FILES = 35;
    private static final PackageUses USES = new PackageUses(Loist.MAIN);

    @Test
    void core_needsOnlyTheJdkSlf4jAndJspecify() {
        classes()
                .that()
                .resideInAnyPackage(Loist.CORE)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                                "java..", "javax.crypto..", "javax.security..", "org.slf4j..", "org.jspecify..")
                        .or(resideInAnyPackage(Loist.CORE)))
                .check(Loist.MAIN);
    }

    @Test
    void storageAndDb_neverSeeEachOther() {
        noClasses()
                .that()
                .resideInAnyPackage(Loist.STORAGE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(Loist.DB)
                .check(Loist.MAIN);
        noClasses()
                .that()
                .resideInAnyPackage(Loist.DB)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(Loist.STORAGE)
                .check(Loist.MAIN);
    }

    @Test
    void packages_haveNoCycles() {
        assertThat(USES.cycles()).isEmpty();
    }

    /** The rooms of one module under {@code internal}, and the packages that may look in. */
    @ParameterizedTest
    @CsvSource({
        "io.loist.internal..,         io.loist..",
        "io.loist.signing.internal.., io.loist.signing..",
        "io.loist.ingest.internal..,  io.loist.ingest..",
        "io.loist.storage.internal.., io.loist.storage..",
        "io.loist.audio.internal..,   io.loist.audio..",
        "io.loist.db.internal..,      io.loist.db.."
    })
    void internalRooms_areUsedByTheirOwnModule(String rooms, String users) {
        noClasses()
                .that()
                .resideOutsideOfPackage(users)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(rooms)
                .allowEmptyShould(true)
                .check(Loist.MAIN);
        noClasses()
                .that()
                .resideInAPackage("io.loist.examples..")
                .should()
                .dependOnClassesThat(resideInAPackage(rooms))
                .check(Loist.MAIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"io.loist.db", "io.loist.storage", "io.loist.audio", "io.loist.ingest", "io.loist.signing"})
    void internalRooms_doNotUseTheirDoor(String door) {
        assertThat(USES.ofDoor(door)).isEmpty();
    }

    /** The client's inner interfaces may change with any release. */
    @Test
    void innerInterfacesOfTheGoogleClient_areNotUsed() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("com.google.cloud.storage.spi.."))
                .check(Loist.MAIN);
    }

    @Test
    void packages_fitOnOneScreen() throws IOException {
        Map<String, Integer> sizes = new TreeMap<>();
        for (Path file : Loist.sources()) {
            if (!file.endsWith("package-info.java") && !file.endsWith("module-info.java")) {
                sizes.merge(String.valueOf(file.getParent()), 1, Integer::sum);
            }
        }
        sizes.values().removeIf(size -> size <= MAX_FILES);

        assertThat(sizes).isEmpty();
    }

    @Test
    void classes_areFinalOrAbstract() {
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
                .check(Loist.MAIN);
    }

    @Test
    void publicTypes_areTheOnesAgreedOn() {
        List<String> agreed = Loist.list("public-types.txt");
        List<String> found = Loist.library().stream()
                .filter(type -> !type.getPackageName().contains(".internal"))
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::getName)
                .toList();

        assertThat(found).filteredOn(type -> !agreed.contains(type)).isEmpty();
        assertThat(agreed).filteredOn(type -> !found.contains(type)).isEmpty();
    }
}
