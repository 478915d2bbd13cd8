/** A music library in a web page. */
@NullMarked
package io.loist.examples.web;

import org.jspecify.annotations.NullMarked;
