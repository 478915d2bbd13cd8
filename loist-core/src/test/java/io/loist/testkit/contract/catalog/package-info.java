/**
 * What every catalogue promises, as tests.
 */
@NullMarked
package io.loist.testkit.contract.catalog;

import org.jspecify.annotations.NullMarked;
