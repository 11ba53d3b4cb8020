using Coxswain.Core.Budgets.Switching;
using CsCheck;

namespace Coxswain.Tests.Core.Budgets.Switching;

public sealed class RemainingTurnsTests
{
    /// <summary>Sessions of 1, 2, 2, 3 turns and open ones of 2 and 4: worked by hand.</summary>
    [Fact]
    public void Without_a_prior_it_is_the_kaplan_meier_curve()
    {
        var forecast = RemainingTurns.LearnWithoutPrior([Over(1), Over(2), Over(2), Over(3), Open(2), Open(4)]).After(0);

        Assert.Equal(5 / 6.0, forecast.AtLeast(2), 6);
        Assert.Equal(5 / 6.0 * 2 / 4, forecast.AtLeast(3), 6);
        Assert.Equal(5 / 6.0 * 2 / 4 * 1 / 2, forecast.AtLeast(4), 6);
    }

    [Fact]
    public void Open_sessions_count_as_going_on()
    {
        SessionLength[] over = [.. Enumerable.Repeat(Over(3), 50)];

        var censored = RemainingTurns.Learn([.. over, .. Enumerable.Repeat(Open(30), 50)]).After(0);

        Assert.True(censored.AtLeast(10) > RemainingTurns.Learn(over).After(0).AtLeast(10) + 0.3);
    }

    [Fact]
    public void Turns_so_far_are_taken_as_given()
    {
        var curve = RemainingTurns.Learn([.. Enumerable.Repeat(Over(3), 500), .. Enumerable.Repeat(Over(40), 500)]);

        Assert.Equal(3, curve.After(0).Quantile(0.45));
        Assert.Equal(37, curve.After(3).Quantile(0.45));
        Assert.Equal(500, curve.After(3).SessionsSoFar);
    }

    /// <summary>The mean of the prior is that of the sources: 88 turns, of which those looked ahead hold most.</summary>
    [Fact]
    public void Prior_has_the_mean_and_median_it_states()
    {
        var prior = RemainingTurns.Assumed.After(0);

        Assert.InRange(prior.Mean, 70, 88);
        Assert.InRange(prior.Quantile(0.5)!.Value, 35, 37);
        Assert.Equal(0, prior.SessionsSoFar);
    }

    /// <summary>Others' sessions are as the prior says; one user's may all be shorter or longer.</summary>
    [Fact]
    public void Prior_allows_for_users_whose_sessions_are_all_longer_or_shorter()
    {
        var forecast = RemainingTurns.Assumed.After(0);
        var (others, turns) = (1.0, 1);
        for (; turns < 200; turns++)
        {
            others *= 1 - TurnPrior.Hazard(turns);
        }

        Assert.InRange(forecast.AtLeast(turns), others * 1.2, others * 2);
    }

    [Fact]
    public void Own_sessions_outweigh_the_prior()
    {
        var curve = RemainingTurns.Learn(Enumerable.Repeat(Over(4), 200));

        Assert.Equal(200, curve.Sessions);
        Assert.True(curve.After(0).AtLeast(5) < 0.03);
    }

    [Fact]
    public void Longer_sessions_are_expected_to_last_longer_by_the_prior() =>
        Assert.True(RemainingTurns.Assumed.After(200).Quantile(0.5) > RemainingTurns.Assumed.After(0).Quantile(0.5));

    /// <summary>Over many users with sessions of one kind the interval holds the true chance about as often as it says.</summary>
    [Fact]
    public void Interval_holds_the_truth_about_as_often_as_it_says()
    {
        var random = new Random(20261126);
        const double Ends = 0.05;
        var held = 0;
        for (var user = 0; user < 400; user++)
        {
            var forecast = RemainingTurns.Learn(Enumerable.Range(0, 200).Select(_ => Over(Geometric(random, Ends)))).After(0);
            var truth = Math.Pow(1 - Ends, 9);
            held += truth >= forecast.AtLeastLow(10) && truth <= forecast.AtLeastHigh(10) ? 1 : 0;
        }

        Assert.InRange(held / 400.0, 0.72, 0.88);
    }

    [Fact]
    public void Chances_fall_from_one_and_stay_within_their_interval() =>
        Gen.Select(Gen.Select(Gen.Int[-1, 6_000], Gen.Bool).List[0, 60], Gen.Int[0, 7_000]).Sample(
            (sessions, soFar) =>
            {
                var forecast = RemainingTurns.Learn(sessions.Select(session => new SessionLength(session.Item1, session.Item2))).After(soFar);
                Assert.Equal(1, forecast.AtLeast(1));
                for (var turns = 2; turns <= forecast.Horizon + 1; turns++)
                {
                    Assert.InRange(forecast.AtLeast(turns), 0, forecast.AtLeast(turns - 1));
                    Assert.InRange(forecast.AtLeast(turns), forecast.AtLeastLow(turns), forecast.AtLeastHigh(turns));
                }
            },
            iter: 200);

    [Fact]
    public void Known_number_of_turns_is_certain()
    {
        var forecast = TurnForecast.Exactly(7);

        Assert.Equal(7, forecast.Mean);
        Assert.Equal(7, forecast.Quantile(0.1));
        Assert.Equal(7, forecast.Quantile(0.9));
        Assert.Equal(0, forecast.AtLeast(8));
    }

    private static SessionLength Over(int turns) => new(turns, true);

    private static SessionLength Open(int turns) => new(turns, false);

    private static int Geometric(Random random, double ends) => 1 + (int)(Math.Log(1 - random.NextDouble()) / Math.Log(1 - ends));
}
