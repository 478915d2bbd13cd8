/** The rules of the house: architecture, module path, README. */
@NullMarked
package io.loist.examples.endtoend.house;

import org.jspecify.annotations.NullMarked;
