using Coxswain.Cli.Commands.Recovery;
using Coxswain.Core.Recovery.Analysis;

namespace Coxswain.Tests.Cli.Commands.Recovery;

public sealed class ErrorAnalysisViewTests
{
    [Theory]
    [InlineData(true, 0, 0, 0, "Auto-recovery is on and resumed this session never (4 checkpoints of it); whether it died, and why it is let be: cox session-checkpoint list --session s")]
    [InlineData(true, 3, 1, 2, "Auto-recovery is on; it resumed this session 3 times, and that ended well in 1 of 2 (50.0 %, 9.5 % to 90.5 %); of 1 the end is not known")]
    [InlineData(false, 1, 1, 1, "Auto-recovery is off; it resumed this session 1 time, and that ended well in 1 of 1 (100.0 %, 20.7 % to 100.0 %)")]
    public void Resumes_are_told_with_their_number(bool isOn, int resumes, int succeeded, int ended, string expected)
        => Assert.Equal(expected, ErrorAnalysisView.Resumed(new AutoRecoveryTold(isOn, 4, resumes, new Proportion(succeeded, ended)), "s"));
}
