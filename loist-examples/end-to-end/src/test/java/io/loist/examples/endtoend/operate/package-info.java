/** What operators use: metrics, alerts, dashboard. */
@NullMarked
package io.loist.examples.endtoend.operate;

import org.jspecify.annotations.NullMarked;
