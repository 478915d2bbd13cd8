package io.loist.examples.endtoend.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** What hosts and Maven Central read in the POMs of the modules that are published. */
class PublishedPomsTest {

    private static final XPath XPATH = XPathFactory.newInstance().newXPath();

    @Test
    void bom_hasNoParentAndManagesTheModulesOfLoistAlone() throws Exception {
        Document bom = pom("loist-bom");

        assertThat(texts(bom, "/project/parent")).isEmpty();
        assertThat(texts(bom, "//dependency/groupId")).containsOnly("io.loist");
        assertThat(texts(bom, "//dependency/artifactId")).containsExactlyInAnyOrderElementsOf(jarModules());
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "loist-bom"})
    void roots_nameEverythingCentralAsksFor(String module) throws Exception {
        Document pom = pom(module);

        for (String element : List.of(
                "name",
                "description",
                "url",
                "licenses/license/url",
                "developers/developer/name",
                "scm/url",
                "scm/connection")) {
            assertThat(texts(pom, "/project/" + element)).as(element).hasSize(1);
        }
    }

    @Test
    void modules_haveOneVersion() throws Exception {
        List<String> versions = new ArrayList<>(texts(pom("loist-bom"), "/project/version"));
        versions.addAll(texts(pom("."), "/project/version"));

        assertThat(versions).hasSize(2).containsOnly(versions.get(0));
    }

    /** Returns the modules whose jars hosts use. */
    private static List<String> jarModules() throws Exception {
        try (Stream<Path> folders = Files.list(Loist.ROOT)) {
            return folders.filter(folder -> Files.isDirectory(folder.resolve("src/main/java")))
                    .map(folder -> folder.getFileName().toString())
                    .toList();
        }
    }

    private static Document pom(String module) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Loist.ROOT.resolve(module).resolve("pom.xml").toFile());
    }

    private static List<String> texts(Document pom, String path) throws Exception {
        NodeList nodes = (NodeList) XPATH.evaluate(path, pom, XPathConstants.NODESET);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        return texts;
    }
}
