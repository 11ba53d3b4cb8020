using Coxswain.Core.Recovery.Analysis;
using Coxswain.Core.Recovery.Resuming;
using Coxswain.Server.Checkpoints;

namespace Coxswain.Tests.Server.Checkpoints;

public sealed class ResumeCountingTests : IDisposable
{
    private readonly GitBed _bed = new();

    [Fact]
    public async Task Resumes_are_counted_with_those_whose_end_nobody_knows_apart()
    {
        var began = new DateTimeOffset(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);
        Assert.Equal(new AutoRecoveryTold(false, 0, 0, new Proportion(0, 0)), ResumeCounting.Of(_bed.Folder, GitBed.Session));

        await _bed.RecordAsync();
        _bed.Folder.Set(new AutoRecoverySwitch("/usr/bin/claude", began));
        Assert.Equal(new AutoRecoveryTold(true, 1, 0, new Proportion(0, 0)), ResumeCounting.Of(_bed.Folder, GitBed.Session));

        _bed.Folder.SaveResumes(GitBed.Session, [new(began, began, ResumeOutcome.Failed), new(began, began, ResumeOutcome.Succeeded), new(began, null, null)]);
        Assert.Equal(new AutoRecoveryTold(true, 1, 3, new Proportion(1, 2)), ResumeCounting.Of(_bed.Folder, GitBed.Session));
        Assert.Equal(0, ResumeCounting.Of(_bed.Folder, "../no session of the client").Resumes);
    }

    public void Dispose() => _bed.Dispose();
}
