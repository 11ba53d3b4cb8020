using Coxswain.Cli.Client;
using Coxswain.Cli.Commands;
using Coxswain.Cli.Output;
using Coxswain.Core.Kernel;
using Coxswain.Server.Hosting;
using Coxswain.Testing.Processes;
using Microsoft.Extensions.Time.Testing;

namespace Coxswain.Tests.Cli.Client;

public sealed class FolderReleaseTests : IDisposable
{
    private readonly TemporaryFolder _home = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));
    private readonly StringWriter _talk = new();

    private DataFolder Folder => new(_home.Path);

    [Fact]
    public async Task Long_wait_names_the_process_and_its_end()
    {
        var held = FolderLock.Take(Folder);
        var wait = WaitAsync();
        Assert.Equal("", _talk.ToString());

        _clock.Advance(FolderRelease.QuietWait);
        Assert.Equal("Waiting for process 4711 to stop, until 12:01:00 UTC at the latest." + Environment.NewLine, _talk.ToString());

        held.Dispose();
        _clock.Advance(TimeSpan.FromSeconds(1));
        await wait;
    }

    [Fact]
    public async Task Free_folder_is_not_waited_for()
    {
        await WaitAsync();
        _clock.Advance(FolderRelease.QuietWait);

        Assert.Equal("", _talk.ToString());
    }

    [Fact]
    public void Held_folder_is_not_told_as_a_daemon_that_is_not_there()
    {
        using (FolderLock.Take(Folder))
        {
            var silent = FolderRelease.NoAnswer(Folder);
            Assert.Equal($"The data folder {_home.Path} is in use by process {Environment.ProcessId}. It does not answer.", silent.Message);
            Assert.Equal(ExitCode.Unreachable, silent.Code);
        }

        Assert.Equal($"No daemon answers for {_home.Path}. Start it with: cox up", FolderRelease.NoAnswer(Folder).Message);
    }

    public void Dispose()
    {
        _talk.Dispose();
        _home.Dispose();
    }

    private Task WaitAsync() => FolderRelease.WaitAsync(
        Folder, 4711, TimeSpan.FromMinutes(1), "It did not.", new CommandOutput(TextWriter.Null, _talk, json: false, new TerminalShape(null, false)), _clock, TestContext.Current.CancellationToken);
}
