package io.loist.examples.endtoend.web;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A Chromium without a window, driven by Selenium; its profile is in a folder that the caller deletes. */
final class PageBrowser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(Integer.getInteger("loist.patience", 60));
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    /** Warns of each version of Chromium that is newer than Selenium. */
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    private final ChromeDriver driver;

    private PageBrowser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Starts it, or skips the test where Chromium and its driver are not installed. */
    static PageBrowser start(Path profile) {
        SELENIUM.setLevel(Level.SEVERE);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(find("loist.chromium", "chromium", "chromium-browser", "google-chrome"));
        options.addArguments(
                "--headless=new",
                "--no-sandbox", // it cannot have one as root or in a container, and shows pages of the test alone
                "--no-proxy-server",
                "--disable-audio-output",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--user-data-dir=" + profile);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(new File(find("loist.chromedriver", "chromedriver")))
                .usingAnyFreePort()
                .withEnvironment(Map.of("HOME", profile.toString(), "TMPDIR", profile.toString()))
                .build();
        try {
            Files.createDirectories(profile);
            Files.createDirectories(SCREENSHOTS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new PageBrowser(new ChromeDriver(service, options));
    }

    private static String find(String property, String... names) {
        String given = System.getProperty(property);
        if (given != null) {
            return given;
        }
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .flatMap(folder -> Stream.of(names).map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElseGet(() -> abort("Skipped, for want of a browser: install Chromium and its driver (on Debian: apt-get"
                        + " install chromium chromium-driver), or name them with -Dloist.chromium=PATH -Dloist.chromedriver=PATH."));
    }

    /** Closes all pages, and has an empty one of the usual size, with a network without limits. */
    void renew() {
        driver.deleteNetworkConditions();
        Set<String> old = driver.getWindowHandles();
        String empty = driver.switchTo().newWindow(WindowType.WINDOW).getWindowHandle();
        for (String each : old) {
            driver.switchTo().window(each).close();
        }
        driver.switchTo().window(empty);
        resize(1200, 900);
    }

    ChromeDriver driver() {
        return driver;
    }

    void open(String address) {
        driver.get(address);
    }

    void resize(int width, int height) {
        driver.manage().window().setSize(new Dimension(width, height));
    }

    /** Returns an element as soon as it is there and visible. */
    WebElement find(String css) {
        return waiting().until(ignored -> driver.findElements(By.cssSelector(css)).stream()
                .filter(WebElement::isDisplayed)
                .findFirst()
                .orElse(null));
    }

    /** Clicks a button or link, named as a screen reader calls it, as soon as it is there. */
    void click(String name) {
        waiting().withMessage(() -> "no " + name + "; the page says: " + text()).until(ignored -> {
            driver.findElements(By.cssSelector("button, a, input, summary")).stream()
                    .filter(each -> each.isDisplayed() && each.getAccessibleName().equals(name))
                    .findFirst()
                    .orElseThrow()
                    .click();
            return true;
        });
    }

    List<String> texts(String css) {
        return driver.findElements(By.cssSelector(css)).stream()
                .map(WebElement::getText)
                .toList();
    }

    /** Waits until an expression of JavaScript is true. */
    void await(String expression) {
        waiting()
                .withMessage(() -> expression + "; the page says: " + text())
                .until(ignored -> Boolean.TRUE.equals(script("return !!(" + expression + ")")));
    }

    /** Waits until a text is on the page. */
    void awaitText(String text) {
        waiting()
                .withMessage(() -> "no \"" + text + "\" in: " + text())
                .until(ignored -> String.valueOf(script("return document.body.innerText")).contains(text));
    }

    private Object text() {
        return script("return document.body.innerText");
    }

    Object script(String script, Object... arguments) {
        return ((JavascriptExecutor) driver).executeScript(script, arguments);
    }

    /** Keeps what the page looks like, for people to see. */
    void screenshot(String state) {
        try {
            Files.write(SCREENSHOTS.resolve(state + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private WebDriverWait waiting() {
        WebDriverWait wait = new WebDriverWait(driver, PATIENCE);
        wait.ignoring(StaleElementReferenceException.class, NoSuchElementException.class);
        return wait;
    }

    @Override
    public void close() {
        driver.quit();
    }
}
