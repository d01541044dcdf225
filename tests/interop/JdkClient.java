// SPDX-License-Identifier: Apache-2.0

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * A TLS client with everything enabled that JSSE can still do, which tries each version with each suite alone.
 *
 * <p>{@code java JdkClient.java PORT} connects to loopback, finishes the handshake, sends an SSTP_DUPLEX_POST and a Call
 * Connect Request, reads to the Ack, and leaves with a Call Disconnect. One line a cell: "VERSION SUITE ok", or the
 * exception in the place of "ok". A suite that JSSE does not offer in that version gets "not offered".
 */
public final class JdkClient {
  private static final int PATIENCE_MILLISECONDS = 20_000;
  private static final int AT_ONCE = 4;
  private static final String[] VERSIONS = {"SSLv3", "TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"};
  private static final String REQUEST =
      "SSTP_DUPLEX_POST /sra_{BA195980-CD49-458b-9E23-C84EE0ADCD75}/ HTTP/1.1\r\n"
          + "Content-Length: 18446744073709551615\r\nHost: localhost\r\n\r\n";
  private static final byte[] CALL_CONNECT_REQUEST = {0x10, 1, 0, 14, 0, 1, 0, 1, 0, 1, 0, 6, 0, 1};
  private static final byte[] CALL_DISCONNECT = {0x10, 1, 0, 8, 0, 6, 0, 0};
  private static final int ACK_SIZE = 48;
  private static final int DISCONNECT_ACK_SIZE = 8;

  public static void main(String[] arguments) throws Exception {
    // These are read once, when the first class of JSSE is initialised: so before anything else.
    Security.setProperty("jdk.tls.disabledAlgorithms", "");
    Security.setProperty("jdk.tls.legacyAlgorithms", "");
    Security.setProperty("jdk.certpath.disabledAlgorithms", "");
    int port = Integer.parseInt(arguments[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new TrustEverything()}, null);

    ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE);
    List<Future<String>> lines = new ArrayList<>();
    for (String version : VERSIONS) {
      for (String suite : context.getSupportedSSLParameters().getCipherSuites()) {
        Callable<String> cell = () -> version + " " + suite + " " + call(context, port, version, suite);
        lines.add(workers.submit(cell));
      }
    }
    for (Future<String> line : lines) System.out.println(line.get());
    workers.shutdown();
  }

  private static String call(SSLContext context, int port, String version, String suite) {
    try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
      socket.setSoTimeout(PATIENCE_MILLISECONDS);
      socket.setEnabledProtocols(new String[] {version});
      socket.setEnabledCipherSuites(new String[] {suite});
      socket.startHandshake();
      if (!socket.getSession().getCipherSuite().equals(suite)) return "another suite";
      if (!socket.getSession().getProtocol().equals(version)) return "another version";
      socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
      String head = readHead(socket.getInputStream());
      if (!head.startsWith("HTTP/1.1 200\r\n")) return "no 200";
      socket.getOutputStream().write(CALL_CONNECT_REQUEST);
      byte[] ack = socket.getInputStream().readNBytes(ACK_SIZE);
      if (ack.length != ACK_SIZE || ack[5] != 2) return "no Ack";
      socket.getOutputStream().write(CALL_DISCONNECT);
      byte[] answer = socket.getInputStream().readNBytes(DISCONNECT_ACK_SIZE);
      if (answer.length != DISCONNECT_ACK_SIZE || answer[5] != 7) return "no Disconnect Ack";
      return socket.getInputStream().read() == -1 ? "ok" : "octets behind the Disconnect Ack";
    } catch (IOException | RuntimeException error) {
      String reason = String.valueOf(error.getMessage()).replace('\n', ' ');
      return reason.startsWith("No appropriate protocol") ? "not offered" : reason;
    }
  }

  private static String readHead(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (head.size() < 16_384 && !head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
      int octet = in.read();
      if (octet < 0) break;
      head.write(octet);
    }
    return head.toString(StandardCharsets.US_ASCII);
  }

  /** An extended one, because JSSE wraps any other in checks of its own. */
  private static final class TrustEverything extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
