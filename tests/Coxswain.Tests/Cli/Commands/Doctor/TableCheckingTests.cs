using Coxswain.Cli.Commands.Doctor;
using Coxswain.Server.Api.Doctor;
using Coxswain.Server.Api.Store;

namespace Coxswain.Tests.Cli.Commands.Doctor;

public sealed class TableCheckingTests
{
    [Theory]
    [InlineData(0, 0, 0, DoctorStatus.Ok, "5 parts of 2 tables with 2.0 kB read in 1.5 s: none is damaged.")]
    [InlineData(1, 0, 0, DoctorStatus.Failed, "5 parts of 2 tables with 2.0 kB read in 1.5 s: 1 part is damaged and set aside, see damage.")]
    [InlineData(0, 2, 0, DoctorStatus.Failed, "5 parts of 2 tables with 2.0 kB read in 1.5 s: none is damaged. 2 parts could not be read, by the machine's fault; they stay where they are and the daemon's log says why.")]
    [InlineData(0, 0, 1, DoctorStatus.Ok, "4 parts of 2 tables with 2.0 kB read in 1.5 s: none is damaged. 1 part was merged or deleted meanwhile and not read.")]
    public void Summary_says_what_was_read_and_what_was_not(int damaged, int unreadable, int gone, DoctorStatus status, string summary)
    {
        var check = TableChecking.Of(new TableCheckReport("otel_logs", 2, 5, 5, damaged, unreadable, gone, 3000, 3000, 2000, 1.5, IsFinished: true));

        Assert.Equal((status, summary), (check.Status, check.Summary));
    }
}
