package io.loist.examples.mcp;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.function.Predicate;
import javax.net.SocketFactory;

/**
 * Connects to addresses of the public Internet only. It checks the address itself, at the moment of connecting: so it does not matter
 * what a name resolves to, then or later, or where a redirect leads.
 */
final class PublicSockets extends SocketFactory {

    private final Predicate<InetAddress> isAllowed;

    PublicSockets(Predicate<InetAddress> isAllowed) {
        this.isAllowed = isAllowed;
    }

    /** Returns whether anyone on the Internet can reach an address: see the IANA's registries of special-purpose addresses. */
    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xFF;
        int second = bytes[1] & 0xFF;
        if (address instanceof Inet4Address) {
            boolean carrierGrade = first == 100 && second >= 64 && second < 128;
            boolean protocols = first == 192 && second == 0 && (bytes[2] == 0 || bytes[2] == 2);
            boolean benchmarks = first == 198 && (second == 18 || second == 19);
            return first != 0 && first < 240 && !carrierGrade && !protocols && !benchmarks;
        }
        // Global unicast without what leads to an IPv4 address (6to4, Teredo) and examples
        boolean tunnels = first == 0x20 && (second == 0x02 || (second == 0x01 && bytes[2] == 0));
        boolean examples = first == 0x20 && second == 0x01 && bytes[2] == 0x0D;
        return address instanceof Inet6Address && first >= 0x20 && first < 0x40 && !tunnels && !examples;
    }

    @Override
    public Socket createSocket() {
        return new Socket() {
            @Override
            public void connect(SocketAddress endpoint, int timeout) throws IOException {
                if (!(endpoint instanceof InetSocketAddress address)
                        || address.isUnresolved()
                        || !isAllowed.test(address.getAddress())) {
                    throw new IOException("The address " + endpoint + " is not one of the public Internet.");
                }
                super.connect(endpoint, timeout);
            }
        };
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return connected(new InetSocketAddress(address, port));
    }

    private Socket connected(InetSocketAddress address) throws IOException {
        Socket socket = createSocket();
        socket.connect(address);
        return socket;
    }
}
