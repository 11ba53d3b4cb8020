using Coxswain.Core.Kernel;
using Coxswain.Core.Telemetry.Damage;
using Coxswain.Storage.ClickHouse;
using Coxswain.Storage.Damage;
using Coxswain.Storage.Opening;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Coxswain.Server.Hosting.Engine;

/// <summary>
/// Keeps the store up: starts the engine, opens the gate once its schema is there, starts it again when it ends. Whatever happens to it,
/// receivers go on; rows wait in the outbox. With a ClickHouse server it only opens the gate.
/// </summary>
internal sealed partial class EngineSupervisor(
    DataFolder folder, StoreAddress address, StoreOpener opener, StoreGate gate, EngineSupervisionOptions options, IDamageLog damage, DamagedParts parts, TimeProvider clock,
    ILogger<EngineSupervisor> logger) : BackgroundService
{
    private const int FailuresBeforeTable = 2;
    private const int FailuresBeforeFolder = 3;
    private const int LongestReason = 400;
    private const int MissesBeforeEnd = 2;
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestLockedPause = TimeSpan.FromSeconds(2);
    private readonly EngineQuarantine _quarantine = new(folder, clock);
    private readonly List<string> _setAside = [];
    private EngineStatus _status = new(EngineState.Starting, null, null, clock.GetUtcNow(), 0, []);

    // The supervising loop only.
    private int _failures;
    private int _lockedTries;
    private bool _repair;

    public EngineStatus Status => Volatile.Read(ref _status);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (!address.IsEmbedded)
            {
                Show(EngineState.NotUsed, null, null);
                await opener.OpenAsync(repair: false, stoppingToken);
                return;
            }

            while (true)
            {
                await RunOnceAsync(stoppingToken);
                await Task.Delay(Pause(), clock, stoppingToken);
                Volatile.Write(ref _status, Status with { Restarts = Status.Restarts + 1 });
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Show(EngineState.Stopped, null, null);
        }
    }

    private async Task RunOnceAsync(CancellationToken stoppingToken)
    {
        if (Status.State != EngineState.Locked)
        {
            Show(EngineState.Starting, null, Status.Reason);
        }

        EngineChild? child = null;
        try
        {
            await opener.LookBeforeStartAsync();
            child = EngineChild.Start(folder, options, clock, line => Log.Said(logger, line));
            if (await child.WaitUntilReadyAsync(options.StartTimeout, stoppingToken))
            {
                await ServeAsync(child, stoppingToken);
                return;
            }

            await child.StopAsync(TimeSpan.Zero);
            await child.WaitForExitAsync(stoppingToken);
            Failed(child);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Log.NotStarted(logger, failure);
            _failures++;
            Show(EngineState.Restarting, null, failure.Message);
        }
        finally
        {
            gate.Close(Status.Reason ?? "The engine is stopping.");
            if (child is not null)
            {
                await child.StopAsync(options.StopTimeout);
                child.Dispose();
            }
        }
    }

    private async Task ServeAsync(EngineChild child, CancellationToken stoppingToken)
    {
        _lockedTries = 0;
        Show(EngineState.Running, child.Pid, null);
        Log.Running(logger, child.Pid);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var opening = opener.OpenAsync(_repair, ended.Token);
        var exit = child.WaitForExitAsync(stoppingToken);
        var hung = child.WaitUntilHungAsync(options.HealthInterval, options.HealthTimeout, MissesBeforeEnd, errors => LookAsync(child, errors, ended.Token), ended.Token);
        await Task.WhenAny(exit, opening, hung);
        if (opening.IsCompletedSuccessfully)
        {
            (_failures, _repair) = (0, false);
        }

        if (await Task.WhenAny(exit, hung) == hung)
        {
            stoppingToken.ThrowIfCancellationRequested();
            await EndAsync(child);
        }

        await exit;
        await ended.CancelAsync();
        if (!hung.IsCompletedSuccessfully)
        {
            Show(EngineState.Restarting, null, $"The engine ended with code {child.ExitCode}: {child.Errors.LastLine}");
            Log.Ended(logger, child.ExitCode, child.Errors.LastLine);
        }

        try
        {
            await opening;
        }
        catch (OperationCanceledException)
        {
            // It was waiting for the engine that is gone.
        }
    }

    /// <summary>At each sign of life. While the store is being opened its statements find damage themselves.</summary>
    private async Task LookAsync(EngineChild child, long errors, CancellationToken cancellationToken)
    {
        if (gate.Problem is not null)
        {
            return;
        }

        if (!EngineFiles.AreGone(folder))
        {
            await parts.LookAsync(errors, cancellationToken);
            return;
        }

        gate.Close("The engine's folder was deleted.");
        Log.FolderGone(logger, folder.EngineFolder);
        await child.StopAsync(TimeSpan.Zero);
    }

    /// <summary>A process that does not answer does not stop in an orderly way either. What it had not committed is still in the outbox.</summary>
    private async Task EndAsync(EngineChild child)
    {
        Show(EngineState.Restarting, child.Pid, "The engine did not answer any more and is started again.");
        gate.Close("The engine does not answer.");
        Log.Hung(logger, child.Pid, options.HealthTimeout);
        await child.StopAsync(TimeSpan.Zero);
    }

    private void Failed(EngineChild child)
    {
        var failure = EngineFailure.Read(child.Errors.Text, child.ExitCode);
        if (failure.IsLocked)
        {
            // Often the engine of a daemon that was just killed: it notices within a second.
            if (_lockedTries++ == 0)
            {
                Log.Locked(logger, child.Errors.LastLine);
            }

            Show(EngineState.Locked, null, child.Errors.LastLine);
            return;
        }

        _failures++;
        Log.DidNotStart(logger, _failures, child.Errors.LastLine);
        Show(EngineState.Restarting, null, $"The engine did not start (code {child.ExitCode}): {child.Errors.LastLine}");
        if (failure.IsDamage)
        {
            SetAside(failure, child.Errors.Text);
        }
    }

    private void SetAside(EngineFailure failure, string errors)
    {
        var place = failure.Table.Length > 0 && _failures >= FailuresBeforeTable ? _quarantine.SetTableAside(failure.Table) : null;
        if (place is null && _failures >= FailuresBeforeFolder)
        {
            place = _quarantine.SetAllAside();
        }

        if (place is not null)
        {
            Log.SetAside(logger, failure.Table.Length > 0 ? failure.Table : folder.EngineFolder, errors);
            damage.Add(EngineQuarantine.Describe(failure.Table, place, FirstLine(errors), clock.GetUtcNow()));
            _setAside.Add(place);
            (_failures, _repair) = (0, true);
            Show(EngineState.Restarting, null, $"Damaged data was moved to {place}; the engine starts without it.");
        }
    }

    private static string FirstLine(string errors)
        => errors.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(static line => line.Contains("does not open", StringComparison.Ordinal)) is { } line
            ? line[..Math.Min(line.Length, LongestReason)]
            : "The engine does not start with it";

    private TimeSpan Pause()
    {
        var (tries, longest) = Status.State == EngineState.Locked ? (_lockedTries, LongestLockedPause) : (_failures, options.LongestPause);
        var pause = ShortestPause * Math.Pow(2, Math.Min(tries, 20));
        return pause < longest ? pause : longest;
    }

    private void Show(EngineState state, int? pid, string? reason) =>
        Volatile.Write(ref _status, new EngineStatus(state, pid, reason, clock.GetUtcNow(), Status.Restarts, [.. _setAside]));

    private static partial class Log
    {
        [LoggerMessage(3101, LogLevel.Information, "The engine runs as process {Pid}.")]
        public static partial void Running(ILogger logger, int pid);

        [LoggerMessage(3102, LogLevel.Warning, "The engine ended with code {Code} and is started again: {LastLine}")]
        public static partial void Ended(ILogger logger, int code, string lastLine);

        [LoggerMessage(3103, LogLevel.Warning, "The engine did not start (attempt {Attempt}): {LastLine}")]
        public static partial void DidNotStart(ILogger logger, int attempt, string lastLine);

        [LoggerMessage(3104, LogLevel.Error, "The engine's process could not be started.")]
        public static partial void NotStarted(ILogger logger, Exception failure);

        [LoggerMessage(3105, LogLevel.Debug, "What the engine had said about {What}: {Errors}")]
        public static partial void SetAside(ILogger logger, string what, string errors);

        [LoggerMessage(3107, LogLevel.Warning, "The engine waits for its folder: {Reason}")]
        public static partial void Locked(ILogger logger, string reason);

        [LoggerMessage(3108, LogLevel.Error, "The engine (process {Pid}) lives but did not answer for {Timeout}, twice; it is ended and started again.")]
        public static partial void Hung(ILogger logger, int pid, TimeSpan timeout);

        [LoggerMessage(3109, LogLevel.Error, "The folder {Folder} was deleted or emptied while the engine ran; it is ended and started again with what is left.")]
        public static partial void FolderGone(ILogger logger, string folder);

        [LoggerMessage(3106, LogLevel.Debug, "Engine: {Line}")]
        public static partial void Said(ILogger logger, string line);
    }
}
