using System.Runtime.CompilerServices;
using System.Text;
using Coxswain.Engine;
using Coxswain.Engine.Queries;
using Coxswain.Testing.Processes;

namespace Coxswain.EndToEnd.Engine;

/// <summary>libchdb in this very process: .NET must keep its signal handlers, or the first null reference ends the engine.</summary>
public sealed class NativeSignalTests
{
    [Fact]
    public async Task Null_reference_is_still_an_exception_while_the_library_runs_queries()
    {
        using var folder = new TemporaryFolder();
        using var engine = ChdbEngine.Open(new EngineOptions { Folder = Path.Combine(folder.Path, "store"), SocketPath = "unused" });

        Assert.Throws<NullReferenceException>(() => LengthOf(null!));
        await using (var session = engine.TryBeginSession("signals")!)
        {
            await session.OpenAsync(new Dictionary<string, string>(), null);
            await session.ExecuteAsync(Encoding.UTF8.GetBytes("SELECT sum(number) FROM numbers(1000000)"), "TSV", new Dictionary<string, string>(), null);
            await session.RunAsync(() => Assert.Throws<NullReferenceException>(() => LengthOf(null!)));
        }

        Assert.Throws<NullReferenceException>(() => LengthOf(null!));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int LengthOf(string text) => text.Length;
}
