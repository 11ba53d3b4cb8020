using System.Diagnostics;
using Coxswain.Core.Pricing;
using Coxswain.Core.Sessions;
using Coxswain.Core.Sessions.Importing;
using Coxswain.Core.Sessions.Scanning;
using Coxswain.Testing.Transcripts;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coxswain.Tests.Core.Sessions.Importing;

/// <summary>Table B13: whatever lies in the transcripts folder, nothing outside it is read, nothing is waited for, and the good files are.</summary>
public sealed class HostilePathTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly TranscriptFolder _folder = new();
    private readonly MemoryTranscriptStore _store = new();

    private string Projects => Path.Combine(_folder.Path, "projects");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Links_out_of_the_folder_and_in_circles_are_not_followed()
    {
        Write("p/good.jsonl", "good");
        var outside = Directory.CreateDirectory(_folder.File("outside")).FullName;
        File.WriteAllText(Path.Combine(outside, "secret.jsonl"), SessionFiles.Request("secret"));
        File.CreateSymbolicLink(Path.Combine(Projects, "p", "link.jsonl"), Path.Combine(outside, "secret.jsonl"));
        File.CreateSymbolicLink(Path.Combine(Projects, "p", "relative.jsonl"), "../../outside/secret.jsonl");
        File.CreateSymbolicLink(Path.Combine(Projects, "p", "dangling.jsonl"), "/nowhere.jsonl");
        File.CreateSymbolicLink(Path.Combine(Projects, "p", "self.jsonl"), "self.jsonl");
        File.CreateSymbolicLink(Path.Combine(Projects, "p", "environ.jsonl"), "/proc/self/environ");
        Directory.CreateSymbolicLink(Path.Combine(Projects, "folder"), outside);
        Directory.CreateSymbolicLink(Path.Combine(Projects, "p", "up"), "..");
        Directory.CreateSymbolicLink(Path.Combine(Projects, "p", "root"), "/");

        await AssertOnlyAsync("good");
    }

    [Fact]
    public async Task Pipes_and_devices_are_not_waited_for()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs mkfifo and mknod.");
        Write("p/good.jsonl", "good");
        Assert.True(Run("mkfifo", Path.Combine(Projects, "p", "pipe.jsonl")));
        Assert.True(Run("mkfifo", Path.Combine(Projects, "p", "\uFFFD.jsonl")));
        Run("mknod", Path.Combine(Projects, "p", "zero.jsonl"), "c", "1", "5");
        Run("mknod", Path.Combine(Projects, "p", "null.meta.json"), "c", "1", "3");
        using var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
        socket.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(Path.Combine(Projects, "s.jsonl")));

        await AssertOnlyAsync("good");
    }

    /// <summary>The files are found, then exchanged, then opened: the race, played slowly.</summary>
    [Theory]
    [InlineData("the file became a link")]
    [InlineData("its folder became a link")]
    [InlineData("a folder above became a link")]
    [InlineData("the file became a pipe")]
    [InlineData("the file became a folder")]
    public async Task Nothing_outside_is_read_when_something_is_exchanged_between_finding_and_opening(string exchange)
    {
        Write("p/q/swapped.jsonl", "inside");
        Write("p/good.jsonl", "good");
        var found = TranscriptFolders.Find(Projects).OrderBy(file => file.Path).ToList();
        var outside = Directory.CreateDirectory(_folder.File("outside/q")).FullName;
        File.WriteAllText(Path.Combine(outside, "swapped.jsonl"), SessionFiles.Request("secret"));
        File.WriteAllText(Path.Combine(outside, "..", "good.jsonl"), SessionFiles.Request("secret"));
        var (file, folder) = (Path.Combine(Projects, "p", "q", "swapped.jsonl"), Path.Combine(Projects, "p", "q"));
        switch (exchange)
        {
            case "the file became a link":
                File.Delete(file);
                File.CreateSymbolicLink(file, Path.Combine(outside, "swapped.jsonl"));
                break;
            case "its folder became a link":
                Directory.Delete(folder, recursive: true);
                Directory.CreateSymbolicLink(folder, outside);
                break;
            case "a folder above became a link":
                Directory.Move(Path.Combine(Projects, "p"), Path.Combine(Projects, "moved"));
                Directory.CreateSymbolicLink(Path.Combine(Projects, "p"), Path.Combine(outside, ".."));
                break;
            case "the file became a pipe":
                File.Delete(file);
                Assert.True(Run("mkfifo", file));
                break;
            default:
                File.Delete(file);
                Directory.CreateDirectory(file);
                break;
        }

        var (expected, left) = exchange.Contains("above", StringComparison.Ordinal) ? (Array.Empty<string>(), 2) : (["good"], 1);
        using var importer = new TranscriptImporter(_store, new TranscriptOptions(), TimeProvider.System, NullLogger<TranscriptImporter>.Instance);
        var result = await importer.ImportFilesAsync(found, null, Token).WaitAsync(Limit, Token);
        var scanner = new UsageFileScanner();
        await Task.Factory.StartNew(() => found.ForEach(one => scanner.Read(one, 0)), Token, TaskCreationOptions.LongRunning, TaskScheduler.Default).WaitAsync(Limit, Token);

        Assert.Equal(expected, SessionFiles.RequestIds(_store.Batches));
        Assert.Equal((left, left, expected.Length), (result.UnreadableFiles, scanner.UnreadableFiles, (int)scanner.UsageLines));
    }

    /// <summary>A hard link is the file itself: snapshots and deduplicating programs make them of real transcripts, and they count, each request once.</summary>
    [Fact]
    public async Task Hard_links_are_read_and_a_file_with_two_names_counts_once()
    {
        Write("p/good.jsonl", "good");
        Directory.CreateDirectory(_folder.File("snapshot"));
        File.WriteAllText(_folder.File("snapshot/kept.jsonl"), SessionFiles.Request("kept"));
        Assert.True(Run("ln", Path.Combine(Projects, "p", "good.jsonl"), Path.Combine(Projects, "p", "twice.jsonl")));
        Assert.True(Run("ln", _folder.File("snapshot/kept.jsonl"), Path.Combine(Projects, "p", "kept.jsonl")));

        await ImportAsync();
        var usage = TranscriptUsageScan.Run([Projects], TimeZoneInfo.Utc, PriceBookLoader.Load(""), Token);

        Assert.Equal(["good", "kept"], SessionFiles.RequestIds(_store.Batches).Distinct().Order());
        Assert.Equal(2 * 5, usage.Rows.Sum(static row => row.OutputTokens));
    }

    [Fact]
    public async Task Root_may_be_reached_through_a_link()
    {
        Write("p/good.jsonl", "good");
        var home = _folder.File("home");
        Directory.CreateSymbolicLink(home, _folder.Path);
        using var importer = new TranscriptImporter(_store, new TranscriptOptions(), TimeProvider.System, NullLogger<TranscriptImporter>.Instance);

        await importer.ImportAsync([Path.Combine(home, "projects")], null, Token);

        Assert.Equal(["good"], SessionFiles.RequestIds(_store.Batches));
    }

    [Fact]
    public async Task Names_of_every_kind_are_read_or_left_and_never_stop_the_others()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems do not take such names.");
        string[] names = [new string('n', 240), "two\nlines", "esc\u001b[31mred", "tab\there", " lead", "..", "...", "-rf", "%2e%2e%2f", "~", "a:b", "con", "\u202Eevil", "日本", "'; DROP"];
        foreach (var (name, i) in names.Select(static (name, i) => (name, i)))
        {
            Directory.CreateDirectory(Path.Combine(Projects, "p", $"d{i}"));
            File.WriteAllText(Path.Combine(Projects, "p", $"d{i}", name + ".jsonl"), SessionFiles.Request($"r{i}"));
        }

        // A name that is no text: .NET cannot spell it, so it is left; the others are read.
        File.WriteAllText(_folder.File("line"), SessionFiles.Request("unspeakable"));
        Assert.True(Run("/bin/sh", "-c", $"cp '{_folder.File("line")}' \"$(printf '{Projects}/p/\\377\\376.jsonl')\""));

        var result = await ImportAsync();

        Assert.Equal(Enumerable.Range(0, names.Length).Select(static i => $"r{i}").Order(), SessionFiles.RequestIds(_store.Batches).Order());
        Assert.Equal(1, result.UnreadableFiles);
    }

    [Fact]
    public async Task File_replaced_or_cut_while_it_is_read_never_yields_half_a_request()
    {
        var path = Path.Combine(Projects, "p", "a.jsonl");
        Write("p/a.jsonl", [.. Enumerable.Range(0, 200).Select(static i => $"old{i}")]);
        using var stop = new CancellationTokenSource();
        var swapping = Task.Factory.StartNew(
            () =>
            {
                for (var round = 0; !stop.IsCancellationRequested; round++)
                {
                    var next = _folder.File($"next-{round % 2}");
                    File.WriteAllText(next, string.Concat(Enumerable.Range(0, 50 + (round % 300)).Select(static i => SessionFiles.Request($"new{i}"))));
                    File.Move(next, path, overwrite: true);
                    File.Delete(path);
                    File.CreateSymbolicLink(path, "/proc/self/environ");
                    File.Delete(path);
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        for (var i = 0; i < 40; i++)
        {
            await ImportAsync();
        }

        await stop.CancelAsync();
        await swapping.WaitAsync(Limit, Token);

        Assert.All(SessionFiles.RequestIds(_store.Batches), static id => Assert.Matches("^(old|new)[0-9]+$", id));
    }

    public void Dispose() => _folder.Dispose();

    private async Task AssertOnlyAsync(params string[] ids)
    {
        await ImportAsync();
        Assert.Equal(ids, SessionFiles.RequestIds(_store.Batches).Order());

        var scan = Task.Factory.StartNew(
            () => TranscriptUsageScan.Run([Projects], TimeZoneInfo.Utc, PriceBookLoader.Load(""), Token), Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Assert.Equal(ids.Length * 5, (await scan.WaitAsync(Limit, Token)).Rows.Sum(static row => row.OutputTokens));
    }

    private async Task<ImportProgress> ImportAsync()
    {
        using var importer = new TranscriptImporter(_store, new TranscriptOptions(), TimeProvider.System, NullLogger<TranscriptImporter>.Instance);
        return await importer.ImportAsync([Projects], null, Token).WaitAsync(Limit, Token);
    }

    private void Write(string relative, params string[] ids)
    {
        var path = Path.Combine(Projects, relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, string.Concat(ids.Select(SessionFiles.Request)));
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
