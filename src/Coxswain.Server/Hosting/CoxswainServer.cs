using Coxswain.Core.Kernel;
using Coxswain.Server.Configuration;
using Coxswain.Server.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Coxswain.Server.Hosting;

/// <summary>The server, running: it owns the data folder until it is disposed.</summary>
public sealed partial class CoxswainServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly FolderLock _lock;
    private readonly PrivateSocket? _socket;

    private CoxswainServer(WebApplication app, FolderLock folderLock, PrivateSocket? socket, DaemonRecord record)
    {
        _app = app;
        _lock = folderLock;
        _socket = socket;
        Record = record;
    }

    public DaemonRecord Record { get; }

    /// <summary>Path of the API's Unix socket; <see langword="null"/> for a daemon, which listens on TCP.</summary>
    public string? SocketPath => _socket?.Path;

    public IServiceProvider Services => _app.Services;

    /// <summary>Locks the data folder, starts everything, and for a daemon publishes the addresses. All or nothing.</summary>
    /// <exception cref="FolderLockedException">Another process owns the folder.</exception>
    /// <exception cref="FolderUnusableException">The folder cannot be written: rights, a read-only or full disk, a file in its place.</exception>
    /// <exception cref="SettingsException">The configuration cannot be used, or a port is taken.</exception>
    public static async Task<CoxswainServer> StartAsync(
        CoxswainSettings settings, ServerMode mode, Action<ILoggingBuilder> logging, CancellationToken cancellationToken)
    {
        var options = ServerListeners.ReadOptions(settings);
        var admission = DataAdmission.Of(settings, mode);
        var folderLock = FolderLock.Take(settings.Folder);
        var socket = mode == ServerMode.OneCommand ? PrivateSocket.Create() : null;
        WebApplication? app = null;
        try
        {
            var token = TokenFile.ReadOrCreate(options, settings.Folder);
            app = ServerComposition.Build(settings, mode, admission, options, token, socket, logging);
            UserPrices.Check(app.Services);
            await ServerListeners.StartAsync(app, options, cancellationToken);
            var record = Describe(app, options, token);
            if (mode != ServerMode.OneCommand)
            {
                record.Write(settings.Folder);
            }

            return new CoxswainServer(app, folderLock, socket, record);
        }
        catch (Exception problem)
        {
            if (app is not null)
            {
                // Stopped, not only disposed: parts that had started would meet their services gone.
                await app.StopAsync(CancellationToken.None);
                await app.DisposeAsync();
            }

            socket?.Dispose();
            folderLock.Dispose();
            if (problem is not SettingsException && FolderAccess.Explain(settings.Folder, problem) is { } told)
            {
                throw told;
            }

            throw;
        }
    }

    /// <summary>Completes when it is to stop: a signal, <c>cox down</c>, or a part that cannot go on. Whoever waited disposes it then, which stops it.</summary>
    public async Task WaitForStopAsync(CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_app.Lifetime.ApplicationStopping, cancellationToken);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Stops every part, and gives up on those that take longer than <see cref="ServerOptions.StopTimeout"/>: what was acknowledged is on the disk by then.</summary>
    public async ValueTask DisposeAsync()
    {
        var folder = _app.Services.GetRequiredService<DataFolder>();
        try
        {
            await _app.StopAsync(CancellationToken.None);
        }
        catch (Exception problem) when (problem is OperationCanceledException || (problem is AggregateException all && all.InnerExceptions.All(static one => one is OperationCanceledException)))
        {
            Log.StoppedLate(_app.Logger);
        }

        await _app.DisposeAsync();
        if (_socket is null)
        {
            File.Delete(folder.DaemonFile);
        }

        _socket?.Dispose();
        _lock.Dispose();
    }

    private static DaemonRecord Describe(WebApplication app, ServerOptions options, ApiToken token)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.ToArray() ?? [];
        string At(Listener listener) => addresses.Length == ServerListeners.Count ? ServerListeners.Reachable(addresses[(int)listener]) : "";
        return new DaemonRecord(
            Environment.ProcessId,
            ProductVersion.Text,
            app.Services.GetRequiredService<TimeProvider>().GetUtcNow(),
            At(Listener.Api),
            At(Listener.OtlpHttp),
            At(Listener.OtlpGrpc),
            At(Listener.Gateway),
            token.Value);
    }

    private static partial class Log
    {
        [LoggerMessage(1013, LogLevel.Warning, "Some part did not stop in time (server.stopTimeout) and was left as it was")]
        public static partial void StoppedLate(ILogger logger);
    }
}
