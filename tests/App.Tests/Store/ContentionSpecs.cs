using AccessReview.App.Store;
using Azure;
using Xunit;

namespace AccessReview.App.Tests.Store;

public sealed class ContentionSpecs
{
    private int _tries;

    [Fact]
    public async Task What_nobody_contests_is_done_once()
    {
        var result = await Contention.RetryAsync(Counting(_ => Contention.Done("done")), default);

        Assert.Equal(("done", 1), (result, _tries));
    }

    [Fact]
    public async Task An_overtaken_try_is_repeated_and_knows_how_many_went_before()
    {
        var result = await Contention.RetryAsync(Counting(tries => tries < 2 ? Contention.Overtaken<int>() : Contention.Done(tries)), default);

        Assert.Equal((2, 3), (result, _tries));
    }

    [Theory]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(412)]
    public async Task A_conflict_of_the_table_service_counts_as_overtaken(int status)
    {
        var result = await Contention.RetryAsync(Counting(tries => tries == 0 ? throw new RequestFailedException(status, "Changed") : Contention.Done("done")), default);

        Assert.Equal(("done", 2), (result, _tries));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Any_other_failure_ends_the_tries(int status)
    {
        await Assert.ThrowsAsync<RequestFailedException>(() => Contention.RetryAsync(Counting<int>(_ => throw new RequestFailedException(status, "Failed")), default));

        Assert.Equal(1, _tries);
    }

    [Fact]
    public async Task After_the_last_try_the_caller_says_what_then()
    {
        var result = await Contention.RetryAsync(Counting(_ => Contention.Overtaken<string>()), () => "busy", default);

        Assert.Equal(("busy", Contention.MaxTries), (result, _tries));
    }

    [Fact]
    public async Task What_must_not_be_given_up_quietly_fails_after_the_last_try()
    {
        var failed = await Assert.ThrowsAsync<RequestFailedException>(() => Contention.RetryAsync(Counting(_ => Contention.Overtaken<string>()), default));

        Assert.Equal((412, Contention.MaxTries), (failed.Status, _tries));
    }

    [Fact]
    public async Task A_caller_who_has_gone_ends_the_pauses() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Contention.RetryAsync(Counting(_ => Contention.Overtaken<string>()), new CancellationToken(canceled: true)));

    private Func<int, Task<Tried<T>>> Counting<T>(Func<int, Tried<T>> attempt) => tries =>
    {
        _tries++;
        return Task.FromResult(attempt(tries));
    };
}
