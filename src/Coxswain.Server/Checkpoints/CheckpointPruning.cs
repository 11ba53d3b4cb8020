using System.Text;
using Coxswain.Core.Recovery.Checkpoints;

namespace Coxswain.Server.Checkpoints;

/// <summary>Deletes checkpoints that are too old or too many, and their refs with them: git collects the objects then.</summary>
public sealed class CheckpointPruning(CheckpointFolder folder, CheckpointOptions options, TimeProvider clock)
{
    public async Task PruneAsync(string session, CancellationToken cancellationToken)
    {
        folder.DeleteLeftovers(session, options.LongestAge, clock.GetUtcNow());
        var expired = CheckpointRetention.Expired(folder.List(session), options, clock.GetUtcNow());
        foreach (var tree in expired.Where(static one => one.Git is not null).GroupBy(static one => one.Git?.WorkTree ?? "", StringComparer.Ordinal))
        {
            if (Directory.Exists(tree.Key))
            {
                var names = string.Concat(tree.Select(static one => $"delete {one.Git?.Ref}\0\0"));
                await new GitProgram(tree.Key).RunAsync(Encoding.UTF8.GetBytes(names), cancellationToken, "update-ref", "-z", "--stdin");
            }
        }

        foreach (var one in expired)
        {
            folder.Delete(one);
        }
    }

    public async Task PruneAllAsync(CancellationToken cancellationToken)
    {
        foreach (var session in folder.Sessions())
        {
            await PruneAsync(session, cancellationToken);
        }
    }
}
