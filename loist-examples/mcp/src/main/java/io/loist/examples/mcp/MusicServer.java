package io.loist.examples.mcp;

import io.loist.ingest.IngestPipeline;
import io.loist.library.Loist;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.DefaultServerTransportSecurityValidator;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;

/** The tools and resources of a library, on stdio or HTTP. */
final class MusicServer {

    /** What one call may ingest at most. */
    static final Consumer<IngestPipeline.Builder> LIMITS = pipeline -> pipeline.maxSourceBytes(500L << 20);

    private static final String ENDPOINT = "/mcp";
    private static final Duration CALL = Duration.ofMinutes(15);

    private final MusicTools tools;
    private final MusicResources resources;

    MusicServer(Loist library, Path music, RemoteAudio remote) throws IOException {
        this.tools = new MusicTools(library, music, remote);
        this.resources = new MusicResources(library);
    }

    /** Serves until the client closes the input. */
    void serveStdio(InputStream input, OutputStream output) throws InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);
        InputStream watched = new FilterInputStream(input) {
            @Override
            public int read() throws IOException {
                return ended(super.read());
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return ended(super.read(buffer, offset, length));
            }

            private int ended(int count) {
                if (count < 0) {
                    closed.countDown();
                }
                return count;
            }
        };
        McpSyncServer server = with(
                McpServer.sync(new StdioServerTransportProvider(McpJsonDefaults.getMapper(), watched, output)));
        closed.await();
        server.closeGracefully();
    }

    /**
     * Serves HTTP on this machine.
     *
     * @param port 0 for any that is free
     */
    Http serveHttp(int port) throws Exception {
        // A page in a browser could otherwise reach the server by a name of its own that resolves to this machine
        HttpServletStreamableServerTransportProvider transport = HttpServletStreamableServerTransportProvider.builder()
                .mcpEndpoint(ENDPOINT)
                .httpHeaderValidator(DefaultServerTransportSecurityValidator.builder()
                        .allowedHost("127.0.0.1:*")
                        .allowedHost("localhost:*")
                        .build())
                .build();
        McpSyncServer server = with(McpServer.sync(transport));
        Server jetty = new Server();
        ServerConnector connector = new ServerConnector(jetty);
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        jetty.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        ServletHolder holder = new ServletHolder(transport);
        holder.setAsyncSupported(true);
        context.addServlet(holder, ENDPOINT);
        jetty.setHandler(context);
        jetty.start();
        return new Http(jetty, server, URI.create("http://127.0.0.1:" + connector.getLocalPort() + ENDPOINT));
    }

    private <S extends McpServer.SyncSpecification<S>> McpSyncServer with(McpServer.SyncSpecification<S> server) {
        return server.serverInfo("loist", "0.1.0")
                .instructions("A music library. Search before you browse; play_track gives a URL for a person to open.")
                .capabilities(ServerCapabilities.builder()
                        .tools(false)
                        .resources(false, false)
                        .build())
                .requestTimeout(CALL)
                .tools(tools.all())
                .resourceTemplates(resources.all())
                .build();
    }

    /** A server of HTTP that runs until it is closed. */
    record Http(Server jetty, McpSyncServer server, URI uri) implements AutoCloseable {

        void join() throws InterruptedException {
            jetty.join();
        }

        @Override
        public void close() {
            server.closeGracefully();
            LifeCycle.stop(jetty);
        }
    }
}
