using AccessReview.Emulator.Storage;
using Xunit;

namespace AccessReview.Emulator.Tests.Storage;

public sealed class DamagedFileTests : IDisposable
{
    private readonly TempFile _file = new();

    [Fact]
    public void A_file_that_is_not_a_database_is_reported_as_damaged()
    {
        File.WriteAllBytes(_file.Path, [.. Enumerable.Repeat((byte)'x', 8192)]);

        Assert.Equal(StorageFault.Damaged, Refused());
    }

    [Fact]
    public async Task A_file_overwritten_in_the_middle_is_reported_as_damaged_before_the_row_is_read()
    {
        await FillAsync();
        using (var stream = File.OpenWrite(_file.Path))
        {
            stream.Position = 3 * 4096;
            stream.Write([.. Enumerable.Repeat((byte)0xA5, 5 * 4096)]);
        }

        Assert.Equal(StorageFault.Damaged, Refused());
    }

    [Fact]
    public async Task A_truncated_file_is_reported_as_damaged()
    {
        await FillAsync();
        using (var stream = File.OpenWrite(_file.Path))
            stream.SetLength(5 * 4096);

        Assert.Equal(StorageFault.Damaged, Refused());
    }

    [Fact]
    public void A_folder_at_the_path_of_the_file_cannot_be_opened()
    {
        Directory.CreateDirectory(_file.Path);

        Assert.Equal(StorageFault.Unreachable, Refused());
    }

    [Fact]
    public async Task An_intact_file_is_opened()
    {
        await FillAsync();

        await using var database = _file.Open();
        database.ThrowIfDamaged();

        Assert.Equal(50, database.Read(connection => connection.Scalar<long>("SELECT count(*) FROM thing")));
    }

    public void Dispose() => _file.Dispose();

    private async Task FillAsync()
    {
        await using var database = _file.Open();
        database.EnsureSchema("CREATE TABLE thing (id INTEGER PRIMARY KEY, content BLOB NOT NULL)");
        for (var row = 0; row < 50; row++)
            await database.WriteAsync(connection => connection.Execute("INSERT INTO thing (content) VALUES (?1)", new byte[3000]));
        await database.WriteAsync(connection => connection.Execute("DELETE FROM thing WHERE id < 0"));
    }

    private StorageFault Refused() => Assert.Throws<StorageException>(() =>
    {
        var database = _file.Open();
        try
        {
            database.ThrowIfDamaged();
        }
        finally
        {
            database.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }).Fault;
}
