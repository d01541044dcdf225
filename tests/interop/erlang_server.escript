#!/usr/bin/env escript
%% SPDX-License-Identifier: Apache-2.0
%% Erlang/OTP's ssl with every suite and version that it has, SRP without a user among them: it takes the first suite of
%% a hello that it knows, and looks whether it can do it afterwards.
%%
%%   escript erlang_server.escript PEM
-mode(compile).

main([Pem]) ->
    {ok, _} = application:ensure_all_started(ssl),
    logger:set_primary_config(level, none),
    Versions = ['tlsv1.3', 'tlsv1.2', 'tlsv1.1', tlsv1],
    Suites = lists:append([ssl:cipher_suites(Kind, Version) || Kind <- [all, anonymous], Version <- Versions]),
    {ok, Listener} = ssl:listen(0, [{ip, {127, 0, 0, 1}}, {certfile, Pem}, {keyfile, Pem}, {versions, Versions},
                                    {ciphers, Suites}, {backlog, 256}, {active, false}]),
    {ok, {_, Port}} = ssl:sockname(Listener),
    io:format("listening on 127.0.0.1:~b~n", [Port]),
    accept(Listener).

accept(Listener) ->
    {ok, Connection} = ssl:transport_accept(Listener),
    Talk = spawn(fun() -> receive yours -> ssl:handshake(Connection, 20000) end end),
    _ = ssl:controlling_process(Connection, Talk),
    Talk ! yours,
    accept(Listener).
