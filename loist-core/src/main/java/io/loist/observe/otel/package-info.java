/** Calls of loist as spans and metrics of OpenTelemetry, for hosts that have {@code opentelemetry-api}. */
@NullMarked
package io.loist.observe.otel;

import org.jspecify.annotations.NullMarked;
