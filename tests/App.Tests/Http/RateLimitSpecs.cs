using AccessReview.App.Http;
using AccessReview.Domain.Directory;
using Microsoft.Extensions.Options;
using Xunit;

namespace AccessReview.App.Tests.Http;

public sealed class RateLimitSpecs
{
    private readonly MovableClock _clock = new();

    [Fact]
    public void Sixty_requests_a_minute_are_answered_and_the_next_gets_a_waiting_time()
    {
        var limit = new RateLimit(60, _clock);
        Assert.All(Enumerable.Range(0, 60), _ => Assert.Equal(TimeSpan.Zero, limit.Take("ada")));

        Assert.Equal(TimeSpan.FromSeconds(1), limit.Take("ada"));
        Assert.Equal(TimeSpan.Zero, limit.Take("bob"));

        _clock.Move(TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.Zero, limit.Take("ada"));
        Assert.Equal(TimeSpan.FromSeconds(1), limit.Take("ada"));
    }

    [Fact]
    public void After_a_minute_without_requests_the_full_limit_is_available_and_not_more()
    {
        var limit = new RateLimit(10, _clock);
        while (limit.Take("ada") == TimeSpan.Zero)
        {
        }

        _clock.Move(TimeSpan.FromHours(1));

        Assert.Equal(10, Enumerable.Range(0, 20).Count(_ => limit.Take("ada") == TimeSpan.Zero));
    }

    [Fact]
    public void A_clock_that_is_set_back_locks_nobody_out()
    {
        var limit = new RateLimit(10, _clock);
        limit.Take("ada");

        _clock.Move(TimeSpan.FromDays(-1));

        Assert.Equal(TimeSpan.Zero, limit.Take("ada"));
    }

    [Fact]
    public void One_person_cannot_use_up_the_shared_limit_and_all_together_cannot_exceed_it()
    {
        var limits = new RateLimits(Options.Create(new RateLimitOptions { PerUserPerMinute = 2, PerTenantPerMinute = 3 }), _clock);
        limits.Count(UserId.From("ada"));
        limits.Count(UserId.From("ada"));
        Assert.Equal(429, Assert.Throws<ProblemException>(() => limits.Count(UserId.From("ada"))).Status);

        limits.Count(UserId.From("bob"));
        var problem = Assert.Throws<ProblemException>(() => limits.Count(UserId.From("cyd")));

        Assert.Equal((429, TimeSpan.FromSeconds(20)), (problem.Status, problem.RetryAfter));
    }

    private sealed class MovableClock : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

        public void Move(TimeSpan by) => _now += by;

        public override DateTimeOffset GetUtcNow() => _now;
    }
}
