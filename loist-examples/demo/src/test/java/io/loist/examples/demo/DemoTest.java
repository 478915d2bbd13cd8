package io.loist.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.testing.Integration;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Integration
class DemoTest {

    @TempDir
    private Path folder;

    @Test
    void run_noArguments_playsASampleAndLeavesNothingBehind() throws IOException {
        Set<Path> before = temporaryFolders();

        Run run = run();

        assertThat(run.output).contains(Samples.names().size() + " stored, 0 there already, 0 refused");
        assertThat(run.output).contains("206", "equal to the file", "signature changed: 403", "after it expired: 4");
        assertThat(run.exitCode).isZero();
        assertThat(temporaryFolders()).isEqualTo(before);
    }

    @Test
    void run_brokenFilesAmongGoodOnes_ingestsTheGoodOnesAndNamesEachBrokenOne() throws IOException {
        Path music = Files.createDirectories(folder.resolve("music/deeper/still"));
        Samples.copyTo(music);
        BrokenFiles.writeTo(folder.resolve("music"), music);

        Run run = run("--dir", folder.resolve("music").toString());

        assertThat(run.output)
                .contains(Samples.names().size() + " stored, 0 there already, " + BrokenFiles.COUNT + " refused");
        assertThat(run.lines("refused: ")).hasSize(BrokenFiles.COUNT);
        assertThat(run.output).contains("equal to the file").doesNotContain("\tat ");
        assertThat(run.exitCode).isZero();
    }

    @Test
    void run_keptFolder_findsEverythingAgain() {
        String keep = folder.resolve("library").toString();
        assertThat(run("--keep", keep).exitCode).isZero();

        Run again = run("--keep", keep, "--search", "qxqxqxq");

        assertThat(again.output).contains("0 stored, " + Samples.names().size() + " there already, 0 refused");
        assertThat(again.output).contains("nothing found");
        assertThat(again.exitCode).isZero();
    }

    @Test
    void run_serve_showsThePageUntilEnter() throws Exception {
        PipedOutputStream keyboard = new PipedOutputStream();
        InputStream in = new PipedInputStream(keyboard);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        CompletableFuture<Integer> demo =
                CompletableFuture.supplyAsync(() -> DemoMain.run(new String[] {"--serve"}, in, out));
        await(() -> bytes.toString(StandardCharsets.UTF_8).contains("Press Enter") || demo.isDone());
        String printed = new Run(0, bytes.toString(StandardCharsets.UTF_8))
                .lines("Search, browse, play and upload at ")
                .get(0);
        String page = printed.substring(printed.indexOf("http"));

        HttpResponse<String> shown = get(page + "/");
        HttpResponse<String> found = get(page + "/api/search?q=jokulljos");
        keyboard.write('\n');
        keyboard.flush();

        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.body()).contains("<title>loist</title>");
        assertThat(found.body()).contains("Jökulljós");
        assertThat(demo.get(60, TimeUnit.SECONDS)).isZero();
    }

    private static HttpResponse<String> get(String address) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(address)).build(),
                        HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    @Test
    void run_keepIsAFile_saysSoOnceAndExitsWith1() throws IOException {
        Path file = Files.writeString(folder.resolve("taken"), "");

        Run run = run("--keep", file.toString());

        assertThat(run.output).contains("The folder " + file + " cannot be used: it is a file.");
        assertThat(run.exitCode).isEqualTo(1);
    }

    @Test
    void run_folderWithASpaceUnquoted_saysHowToQuoteIt() {
        assertThat(run("--dir", "/my", "music").output)
                .contains("There is no argument \"music\".", "\"--dir '/my music'\"");
    }

    @Test
    void run_missingFolder_saysSoAndExitsWith1() {
        Path missing = folder.resolve("missing");

        Run run = run("--dir", missing.toString());

        assertThat(run.lines("The demo failed: There is no folder " + missing)).hasSize(1);
        assertThat(run.output).doesNotContain("\tat ");
        assertThat(run.exitCode).isEqualTo(1);
    }

    @Test
    void run_folderWithoutMusic_saysSoAndExitsWith1() throws IOException {
        Files.writeString(folder.resolve("notes.txt"), "nothing to hear");

        Run run = run("--dir", folder.toString());

        assertThat(run.output).contains("no file could be ingested");
        assertThat(run.exitCode).isEqualTo(1);
    }

    @Test
    void run_portInUse_namesItAndExitsWith1() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Run run = run("--port", Integer.toString(taken.getLocalPort()));

            assertThat(run.output).contains("The demo failed: ", Integer.toString(taken.getLocalPort()));
            assertThat(run.exitCode).isEqualTo(1);
        }
    }

    @Test
    void run_folderOfARunningDemo_saysSoAndExitsWith1() throws IOException {
        DemoFolder kept = DemoFolder.open(folder.resolve("library"));
        try (EmbeddedDatabase running = EmbeddedDatabase.start(kept.folder("postgresql"))) {
            assertThat(running.port()).isPositive();

            Run run = run("--keep", kept.root().toString());

            assertThat(run.output).contains("does not start", "--keep DIR");
            assertThat(run.exitCode).isEqualTo(1);
        }
    }

    @Test
    void run_unknownArgument_printsUsageAndExitsWith2() {
        Run run = run("--frobnicate");

        assertThat(run.output).contains("There is no argument \"--frobnicate\".", "--dir FOLDER");
        assertThat(run.exitCode).isEqualTo(2);
    }

    @Test
    void run_argumentWithoutValue_saysSoAndExitsWith2() {
        assertThat(run("--dir").exitCode).isEqualTo(2);
        assertThat(run("--port", "70000").exitCode).isEqualTo(2);
    }

    @Test
    void run_help_printsUsage() {
        Run run = run("--help");

        assertThat(run.output).contains("--keep DIR");
        assertThat(run.exitCode).isZero();
    }

    private static Run run(String... arguments) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int exitCode = DemoMain.run(
                arguments, InputStream.nullInputStream(), new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return new Run(exitCode, bytes.toString(StandardCharsets.UTF_8));
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            Thread.sleep(20);
        }
    }

    private static Set<Path> temporaryFolders() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("loist-demo-"))
                    .collect(Collectors.toSet());
        }
    }

    /** What a run printed and ended with. */
    private record Run(int exitCode, String output) {

        private java.util.List<String> lines(String containing) {
            return output.lines().filter(line -> line.contains(containing)).toList();
        }
    }
}
