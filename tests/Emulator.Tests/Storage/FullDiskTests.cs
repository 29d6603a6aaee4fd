using AccessReview.Emulator.Storage;
using Xunit;

namespace AccessReview.Emulator.Tests.Storage;

public sealed class FullDiskTests : IDisposable
{
    private readonly TempFile _file = new();

    [Fact]
    public async Task A_write_without_disk_space_fails_with_a_clear_message_and_works_again_later()
    {
        await using var database = await WithTableAsync();
        await LimitAsync(database, 20);
        var rows = 0;
        var full = await Assert.ThrowsAsync<StorageException>(async () =>
        {
            for (; rows < 1000; rows++)
                await AddAsync(database);
        });

        await LimitAsync(database, 100_000);
        await AddAsync(database);

        Assert.Equal(StorageFault.Full, full.Fault);
        Assert.Contains("Free some space", full.Message, StringComparison.Ordinal);
        Assert.Equal(rows + 1, Count(database));
    }

    [Fact]
    public async Task Reads_work_while_nothing_can_be_written()
    {
        await using var database = await WithTableAsync();
        await AddAsync(database);

        database.IsFull = true;

        await Assert.ThrowsAsync<StorageException>(() => AddAsync(database));
        Assert.Equal(1, Count(database));
    }

    [Fact]
    public async Task Failing_writes_add_at_most_one_log_line_a_minute()
    {
        await using var database = await WithTableAsync();
        database.IsFull = true;

        await FailAsync(database, 500);
        await _file.Time.AdvanceAsync(TimeSpan.FromMinutes(1));
        await FailAsync(database, 500);

        Assert.Equal(2, _file.Logged.Count(line => line.Contains("is full", StringComparison.Ordinal)));
        Assert.Contains(_file.Logged, line => line.Contains("499 more failures", StringComparison.Ordinal));
        Assert.True(database.Faults is >= 2 and <= 1000);
    }

    [Fact]
    public async Task Data_written_before_the_disk_was_full_exists_after_a_restart()
    {
        await using (var database = await WithTableAsync())
        {
            await AddAsync(database);
            database.IsFull = true;
            await Assert.ThrowsAsync<StorageException>(() => AddAsync(database));
        }

        await using var again = _file.Open();

        Assert.Equal(1, Count(again));
    }

    public void Dispose() => _file.Dispose();

    private static async Task FailAsync(EmulatorDatabase database, int times)
    {
        for (var time = 0; time < times; time++)
            await Assert.ThrowsAsync<StorageException>(() => AddAsync(database));
    }

    private static Task LimitAsync(EmulatorDatabase database, int pages) => database.WriteAsync(connection => connection.ExecuteScript($"PRAGMA max_page_count = {pages}"));

    private static Task AddAsync(EmulatorDatabase database) => database.WriteAsync(connection => connection.Execute("INSERT INTO thing (content) VALUES (?1)", new byte[3000]));

    private static long Count(EmulatorDatabase database) => database.Read(connection => connection.Scalar<long>("SELECT count(*) FROM thing"));

    private async Task<EmulatorDatabase> WithTableAsync()
    {
        var database = _file.Open();
        await database.WriteAsync(connection => connection.ExecuteScript("CREATE TABLE thing (id INTEGER PRIMARY KEY, content BLOB NOT NULL)"));
        return database;
    }
}
