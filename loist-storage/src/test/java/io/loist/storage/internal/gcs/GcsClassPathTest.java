package io.loist.storage.internal.gcs;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The other tests of this package run without what the POM excludes: here is the proof that it is not there. */
@EnabledIfSystemProperty(
        named = "surefire.test.class.path",
        matches = ".+",
        disabledReason = "only Maven knows the POM")
class GcsClassPathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.fasterxml.jackson.databind.ObjectMapper",
                "com.fasterxml.jackson.dataformat.xml.XmlMapper",
                "com.google.cloud.opentelemetry.metric.MetricExporter",
                "com.google.storage.v2.StorageClient",
                "io.grpc.netty.shaded.io.netty.channel.Channel",
                "io.grpc.xds.XdsChannelCredentials",
                "io.opentelemetry.sdk.OpenTelemetrySdk",
                "org.apache.http.client.HttpClient"
            })
    void classPath_hasNothingOfTheOtherTransport(String type) {
        assertThatExceptionOfType(ClassNotFoundException.class).isThrownBy(() -> Class.forName(type));
    }
}
