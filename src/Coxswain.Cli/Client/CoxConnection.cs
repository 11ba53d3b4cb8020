using Coxswain.Cli.Output;
using Coxswain.Core.Kernel;
using Coxswain.Server.Configuration;
using Coxswain.Server.Hosting;
using Microsoft.Extensions.Logging;

namespace Coxswain.Cli.Client;

/// <summary>Finds the daemon of the data folder, or hosts the same server for one command.</summary>
internal static class CoxConnection
{
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LockWait = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(100);

    public static async Task<CoxClient> OpenAsync(CoxswainSettings settings, CommandOutput output, CancellationToken cancellationToken)
    {
        var clock = TimeProvider.System;
        var start = clock.GetTimestamp();
        var late = LateNote.OfAnswer(output, clock);
        using var wait = late.Watch();
        while (true)
        {
            if (await FindDaemonAsync(settings.Folder, cancellationToken, late) is { } daemon)
            {
                return daemon;
            }

            try
            {
                return await HostAsync(settings, output, late, cancellationToken);
            }
            catch (FolderLockedException problem)
            {
                // Another command hosts the server for itself, or a daemon is starting or stopping: both pass.
                if (clock.GetElapsedTime(start) > LockWait)
                {
                    throw FolderRelease.Silent(problem);
                }
            }

            await Task.Delay(LockPoll, clock, cancellationToken);
        }
    }

    /// <param name="late">Said when this or a later answer is late.</param>
    /// <returns><see langword="null"/> when no daemon answers.</returns>
    public static async Task<CoxClient?> FindDaemonAsync(DataFolder folder, CancellationToken cancellationToken, LateNote? late = null)
    {
        if (DaemonRecord.Find(folder) is not { } record)
        {
            return null;
        }

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(ProbeTimeout);
        var client = new CoxClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }, new Uri(record.Api), record.Token, hosted: null, late);
        try
        {
            using var response = await client.SendAsync(HttpMethod.Get, "/api/daemon", null, timeout.Token);
            return client;
        }
        catch (Exception problem) when (problem is HttpRequestException || (problem is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            await client.DisposeAsync();
            return null;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    private static async Task<CoxClient> HostAsync(CoxswainSettings settings, CommandOutput output, LateNote late, CancellationToken cancellationToken)
    {
        var server = await CoxswainServer.StartAsync(settings, ServerMode.OneCommand, logging => logging.AddTalk(output, LogLevel.Warning), cancellationToken);
        var path = server.SocketPath ?? throw new InvalidOperationException("A server for one command has a socket.");
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectCallback = (_, token) => UnixSocket.ConnectAsync(path, token),
        };
        return new CoxClient(handler, new Uri("http://localhost"), server.Record.Token, server, late);
    }
}
