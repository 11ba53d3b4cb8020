using Coxswain.Core.Budgets.Admission;

namespace Coxswain.Tests.Core.Budgets.Admission;

public sealed class SessionPlaceOrTests
{
    /// <summary>A hook looks for the branch only where a budget is of one: what it does not tell of the same folder stays known.</summary>
    [Theory]
    [InlineData("/shop", "", "main")]
    [InlineData("/shop", "fix", "fix")]
    [InlineData("/other", "", "")]
    [InlineData("", "", "main")]
    public void What_is_not_told_of_the_same_folder_stays_known(string folder, string branch, string expected)
        => Assert.Equal((expected, "ada"), (new SessionPlace(folder, branch).Or(new SessionPlace("/shop", "main", "ada")) is var place ? place.Branch : "", place.User));
}
