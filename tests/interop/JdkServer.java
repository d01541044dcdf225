// SPDX-License-Identifier: Apache-2.0

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.Security;
import java.util.HexFormat;
import java.util.Scanner;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * An SSTP server, as far as the Call Connect Ack, on a TLS server with everything enabled that JSSE can still do: RC4,
 * DES, EXPORT, NULL, anonymous suites, SSL 3.0.
 *
 * <p>{@code java JdkServer.java KEYSTORE PASSWORD [PORT]} listens on loopback, on any free port without PORT, says
 * "listening on 127.0.0.1:PORT", finishes handshakes and answers calls. Each line on standard input is answered with
 * "connections N acks N leaves N": how many were accepted so far, how many calls were acknowledged, and how many of
 * them were left with a Call Disconnect. Runs until it is killed.
 */
public final class JdkServer {
  /** The most that a connection may take, whatever its client does. */
  private static final int PATIENCE_SECONDS = 20;

  private static final AtomicInteger connections = new AtomicInteger();

  public static void main(String[] arguments) throws Exception {
    enableWhatTheJdkDisables();
    SSLContext context = contextOf(arguments[0], arguments[1].toCharArray());
    int port = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 0;
    int backlog = 1024;
    SSLServerSocket listener =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(port, backlog, InetAddress.getByName("127.0.0.1"));
    listener.setEnabledCipherSuites(listener.getSupportedCipherSuites());
    listener.setEnabledProtocols(listener.getSupportedProtocols());
    System.out.println("listening on 127.0.0.1:" + listener.getLocalPort());
    System.out.flush();

    ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
    ExecutorService workers = Executors.newCachedThreadPool();
    workers.execute(JdkServer::tellCounts);
    while (true) {
      SSLSocket socket = (SSLSocket) listener.accept();
      connections.incrementAndGet();
      workers.execute(() -> serve(socket, watch, workers));
    }
  }

  /** These are read once, when the first class of JSSE is initialised: so before anything else. */
  private static void enableWhatTheJdkDisables() {
    Security.setProperty("jdk.tls.disabledAlgorithms", "");
    Security.setProperty("jdk.tls.legacyAlgorithms", "");
    Security.setProperty("jdk.certpath.disabledAlgorithms", "");
  }

  private static SSLContext contextOf(String path, char[] password) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (FileInputStream in = new FileInputStream(path)) {
      store.load(in, password);
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
    keys.init(store, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private static void tellCounts() {
    Scanner questions = new Scanner(System.in);
    while (questions.hasNextLine()) {
      questions.nextLine();
      System.out.println(
          "connections " + connections + " acks " + SstpCall.acks + " leaves " + SstpCall.leaves);
      System.out.flush();
    }
  }

  private static void serve(SSLSocket socket, ScheduledExecutorService watch, ExecutorService workers) {
    // Closing may wait for the client, so the watch leaves that to another.
    Future<?> end =
        watch.schedule(() -> workers.execute(() -> close(socket)), PATIENCE_SECONDS, TimeUnit.SECONDS);
    try (socket) {
      socket.setSoTimeout(PATIENCE_SECONDS * 1000);
      socket.setTcpNoDelay(true);
      socket.startHandshake();
      new SstpCall(socket).answer();
    } catch (IOException refusedOrGone) {
      // What the client offered is the client's affair; the socket is closed either way.
    } finally {
      end.cancel(false);
    }
  }

  private static void close(SSLSocket socket) {
    try {
      socket.close();
    } catch (IOException gone) {
      // That was the wish.
    }
  }

  /** The server's side of a call, [MS-SSTP]; section numbers are that document's. */
  private static final class SstpCall {
    static final AtomicInteger acks = new AtomicInteger();
    static final AtomicInteger leaves = new AtomicInteger();

    private static final int MAX_HEAD = 16 * 1024;
    private static final int MAX_LENGTH = 0x0FFF; // 2.2.1: twelve bits
    private static final int CALL_CONNECT_REQUEST = 1; // 2.2.2, and so on
    private static final int CALL_ABORT = 5;
    private static final int CALL_DISCONNECT = 6;
    private static final int ECHO_REQUEST = 8;
    private static final int NOT_CONTROL = 0;
    private static final SecureRandom random = new SecureRandom();

    private final DataInputStream in;
    private final OutputStream out;

    SstpCall(SSLSocket socket) throws IOException {
      in = new DataInputStream(socket.getInputStream());
      out = socket.getOutputStream();
    }

    void answer() throws IOException {
      if (!readHead().startsWith("SSTP_DUPLEX_POST /sra_{BA195980-CD49-458b-9E23-C84EE0ADCD75}/ HTTP/1.1\r\n")) {
        say("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        return;
      }
      // 4.1; 2^64 - 1: no end in sight.
      say("HTTP/1.1 200\r\nContent-Length: 18446744073709551615\r\nServer: JSSE\r\n\r\n");
      while (true) {
        switch (readMessageType()) {
          case CALL_CONNECT_REQUEST:
            acknowledge();
            break;
          case CALL_DISCONNECT:
            leaves.incrementAndGet();
            send("10010008 0007 0000");
            return;
          case CALL_ABORT:
            send("10010008 0005 0000");
            return;
          case ECHO_REQUEST:
            send("10010008 0009 0000");
            break;
          default: // PPP's answers, and what means nothing here
            break;
        }
      }
    }

    /** 2.2.10, with both hashes; and PPP begins at once (3.3.5.2.2): LCP Configure-Request with MRU and magic. */
    private void acknowledge() throws IOException {
      byte[] nonce = new byte[32];
      random.nextBytes(nonce);
      send("10010030 0002 0001 00040028 00000003" + HexFormat.of().formatHex(nonce));
      acks.incrementAndGet();
      send("10000016 ff03 c021 0101000e 010405dc 0506 53535450");
    }

    /** As far as the empty line. */
    private String readHead() throws IOException {
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      for (int ends = 0; ends < 4; ) {
        int octet = in.read();
        if (octet < 0 || head.size() == MAX_HEAD) throw new EOFException("no head");
        head.write(octet);
        ends = octet == "\r\n\r\n".charAt(ends) ? ends + 1 : octet == '\r' ? 1 : 0;
      }
      return head.toString(StandardCharsets.ISO_8859_1);
    }

    private int readMessageType() throws IOException {
      int first = in.readInt();
      byte[] body = new byte[Math.max(0, (first & MAX_LENGTH) - 4)];
      in.readFully(body);
      boolean isControl = first >>> 16 == 0x1001 && body.length >= 4;
      return isControl ? ByteBuffer.wrap(body).getShort() : NOT_CONTROL;
    }

    private void send(String hex) throws IOException {
      out.write(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    private void say(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }
  }
}
