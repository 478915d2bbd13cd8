/** A music library for language models: a server of the Model Context Protocol. {@code McpMain} is its program. */
@NullMarked
package io.loist.examples.mcp;

import org.jspecify.annotations.NullMarked;
