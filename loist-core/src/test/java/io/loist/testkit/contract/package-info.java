/**
 * What every implementation of loist's interfaces must do, as tests: extend a contract class and say how to make one.
 */
@NullMarked
package io.loist.testkit.contract;

import org.jspecify.annotations.NullMarked;
