using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Coxswain.Core.Recovery;
using Coxswain.Core.Recovery.Resuming;
using Coxswain.Server.Checkpoints;
using Coxswain.Testing.Upstream;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coxswain.Tests.Server.Checkpoints;

/// <summary>With a program in the client's place that writes down how it was called.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class AutoRecoveryTests : IDisposable
{
    private readonly GitBed _bed = new();
    private readonly UpstreamProbe _probe = new(TimeProvider.System);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Client => Path.Combine(_bed.Home, "claude");

    private string Called => Path.Combine(_bed.Home, "called");

    [Fact]
    public async Task Session_is_resumed_in_its_folder_once_the_upstream_answers_and_not_before()
    {
        WriteClient("exit 0");
        using var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _bed.Folder.Set(new AutoRecoverySwitch(Client, DateTimeOffset.UnixEpoch));
        _bed.Folder.Save(Failed("http://" + listener.LocalEndPoint, "plan"));

        await LookAsync();
        Assert.Empty(_bed.Folder.Resumes(GitBed.Session));

        await using (await ScriptedUpstream.StartAsync(listener, [UpstreamStep.Say("x")], Token))
        {
            await LookAsync();
            await LookAsync();
        }

        Assert.Equal(ResumeOutcome.Succeeded, Assert.Single(_bed.Folder.Resumes(GitBed.Session)).Outcome);
        Assert.Equal(
            $"{_bed.Repository}\n--resume\n{GitBed.Session}\n--permission-mode\nplan\n-p\n{_bed.Options.ResumeText}\n",
            await File.ReadAllTextAsync(Called, Token));
    }

    [Fact]
    public async Task Attempts_end_at_the_cap_and_a_daring_mode_is_not_passed_on()
    {
        WriteClient("exit 1");
        _bed.Options.ResumeWait = TimeSpan.Zero;
        using var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        await using var upstream = await ScriptedUpstream.StartAsync(listener, [UpstreamStep.Say("x")], Token);
        _bed.Folder.Save(Failed(upstream.Address, "bypassPermissions"));

        await LookAsync();
        Assert.Empty(_bed.Folder.Resumes(GitBed.Session));
        _bed.Folder.Set(new AutoRecoverySwitch(Client, DateTimeOffset.UnixEpoch));
        for (var i = 0; i < 5; i++)
        {
            await LookAsync();
        }

        Assert.Equal([ResumeOutcome.Failed, ResumeOutcome.Failed], _bed.Folder.Resumes(GitBed.Session).Select(static one => one.Outcome!.Value));
        Assert.DoesNotContain("--permission-mode", await File.ReadAllTextAsync(Called, Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attempt_is_used_up_before_its_client_starts()
    {
        var go = Path.Combine(_bed.Home, "go");
        WriteClient($"while [ ! -e '{go}' ]; do sleep 0.05; done");
        using var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        await using var upstream = await ScriptedUpstream.StartAsync(listener, [UpstreamStep.Say("x")], Token);
        _bed.Folder.Set(new AutoRecoverySwitch(Client, DateTimeOffset.UnixEpoch));
        _bed.Folder.Save(Failed(upstream.Address, null));

        var look = LookAsync();
        var began = TimeProvider.System.GetTimestamp();
        while (!File.Exists(Called))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(20), "the client was not started");
            await Task.Yield();
        }

        // A daemon that is killed now has made its attempt.
        var made = Assert.Single(_bed.Folder.Resumes(GitBed.Session));
        Assert.Null(made.Outcome);
        await File.WriteAllTextAsync(go, "", Token);
        await look;
        Assert.Equal(ResumeOutcome.Succeeded, Assert.Single(_bed.Folder.Resumes(GitBed.Session)).Outcome);
    }

    [Fact]
    public async Task Client_that_hangs_is_ended_and_one_that_is_gone_is_told()
    {
        WriteClient("exec sleep 60");
        var run = new ResumedClient(TimeProvider.System);

        Assert.Equal(ResumeOutcome.TimedOut, await run.RunAsync(Client, Failed(null, null), "go on", TimeSpan.FromMilliseconds(500), Token));
        Assert.Equal(ResumeOutcome.NotStarted, await run.RunAsync(Client + "x", Failed(null, null), "go on", TimeSpan.FromSeconds(5), Token));
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(500), TimeProvider.System);
        Assert.Equal(ResumeOutcome.Interrupted, await run.RunAsync(Client, Failed(null, null), "go on", TimeSpan.FromMinutes(1), stop.Token));
    }

    [Fact]
    public async Task Living_client_is_left_alone()
    {
        var environment = new Dictionary<string, string> { ["CLAUDE_PID"] = $"{Environment.ProcessId}", ["ANTHROPIC_BASE_URL"] = "https://me:secret@gateway.example" };
        var made = await _bed.RecordAsync(environment: environment);
        await _bed.RecordAsync("StopFailure", environment: environment);

        Assert.True(HookClient.IsAlive(made!.Client!));
        Assert.Null(made.Client!.BaseUrl);
        Assert.True(HookClient.IsAlive(_bed.Folder.Failure(GitBed.Session)!.Client));
        Assert.False(HookClient.IsAlive(made.Client with { StartedUtc = made.Client.StartedUtc - TimeSpan.FromMinutes(1) }));
    }

    public void Dispose()
    {
        _probe.Dispose();
        _bed.Dispose();
    }

    private FailedSession Failed(string? baseUrl, string? mode)
        => new(GitBed.Session, TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(1), FailureClass.Overloaded, _bed.Repository, new SessionClient(null, null, baseUrl, null, mode, null));

    private Task LookAsync()
    {
        var recovery = new AutoRecovery(
            _bed.Folder, _probe, new ResumedClient(TimeProvider.System), _bed.Options, TimeProvider.System, NullLogger<AutoRecovery>.Instance);
        return recovery.LookAsync(Token);
    }

    private void WriteClient(string end)
    {
        File.WriteAllText(Client, $"#!/bin/sh\npwd >> '{Called}'\nfor one in \"$@\"; do printf '%s\\n' \"$one\" >> '{Called}'; done\n{end}\n");
        File.SetUnixFileMode(Client, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }
}
