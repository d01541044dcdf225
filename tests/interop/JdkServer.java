// SPDX-License-Identifier: Apache-2.0

import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.security.KeyStore;
import java.security.Security;
import java.util.Scanner;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * A TLS server with everything enabled that JSSE can still do: RC4, DES, EXPORT, NULL, anonymous suites, SSL 3.0.
 *
 * <p>{@code java JdkServer.java KEYSTORE PASSWORD [PORT]} listens on loopback, on any free port without PORT, says
 * "listening on 127.0.0.1:PORT", finishes handshakes and reads until the client leaves. Each line on standard input is
 * answered with "connections N", the number that were accepted so far. Runs until it is killed.
 */
public final class JdkServer {
  private static final int IDLE_MILLISECONDS = 20_000;
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

    ExecutorService workers = Executors.newCachedThreadPool();
    workers.execute(JdkServer::tellConnections);
    while (true) {
      SSLSocket socket = (SSLSocket) listener.accept();
      connections.incrementAndGet();
      workers.execute(() -> serve(socket));
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

  private static void tellConnections() {
    Scanner questions = new Scanner(System.in);
    while (questions.hasNextLine()) {
      questions.nextLine();
      System.out.println("connections " + connections.get());
      System.out.flush();
    }
  }

  private static void serve(SSLSocket socket) {
    byte[] ignored = new byte[4096];
    try (socket) {
      socket.setSoTimeout(IDLE_MILLISECONDS);
      socket.startHandshake();
      while (socket.getInputStream().read(ignored) >= 0) {}
    } catch (IOException refusedOrGone) {
      // What the client offered is the client's affair; the socket is closed either way.
    }
  }
}
