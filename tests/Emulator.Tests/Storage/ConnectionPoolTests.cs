using AccessReview.Emulator.Storage;
using Xunit;

namespace AccessReview.Emulator.Tests.Storage;

public sealed class ConnectionPoolTests : IDisposable
{
    private readonly TempFile _file = new();

    [Fact]
    public async Task A_reader_without_a_free_connection_gets_the_first_returned_one()
    {
        using var pool = Pool(2);
        var first = pool.Take();
        using var second = pool.Take();

        var waiting = Task.Factory.StartNew(pool.Take, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        pool.Return(first);

        Assert.Same(first, await waiting);
        Assert.Equal(2, pool.Open);
        first.Dispose();
    }

    [Fact]
    public async Task A_thousand_simultaneous_readers_share_a_few_connections()
    {
        await using var database = _file.Open();

        var answers = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => Task.Run(() => database.Read(connection => connection.Scalar<long>("SELECT 1")))));

        Assert.All(answers, answer => Assert.Equal(1, answer));
        Assert.InRange(database.Readers, 1, 16);
    }

    [Fact]
    public void A_failed_connection_is_replaced()
    {
        using var pool = Pool(1);
        var failed = pool.Take();

        pool.Discard(failed);

        using var next = pool.Take();
        Assert.NotSame(failed, next);
        Assert.Equal(1, pool.Open);
    }

    [Fact]
    public void A_connection_that_cannot_be_opened_uses_no_slot_of_the_pool()
    {
        using var pool = new ConnectionPool(() => throw new IOException("no descriptors left"), 1);

        Assert.Throws<IOException>(pool.Take);
        Assert.Throws<IOException>(pool.Take);
        Assert.Equal(0, pool.Open);
    }

    public void Dispose() => _file.Dispose();

    private ConnectionPool Pool(int max) => new(() => EmulatorConnection.Open($"Data Source={_file.Path};Pooling=False"), max);
}
