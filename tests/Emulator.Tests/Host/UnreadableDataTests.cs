using System.Net;
using AccessReview.Emulator.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace AccessReview.Emulator.Tests.Host;

/// <summary>The emulator's own pages while the data file cannot be used.</summary>
public sealed class UnreadableDataTests
{
    [Fact]
    public async Task While_nothing_can_be_stored_a_page_that_writes_gets_503_and_functions_still_answer()
    {
        await using var host = await TinyHost.StartAsync();
        var database = host.App.Services.GetRequiredService<EmulatorDatabase>();

        database.IsFull = true;
        using var refused = await host.Client.DeleteAsync("/emulator/api/outbox");
        var function = await host.Client.GetStringAsync("/api/hello/Emily");
        database.IsFull = false;
        using var cleared = await host.Client.DeleteAsync("/emulator/api/outbox");

        await AssertUnavailableAsync(refused, "full");
        Assert.Equal("Hello Emily", function);
        Assert.Equal(HttpStatusCode.NoContent, cleared.StatusCode);
    }

    [Fact]
    public async Task A_page_with_unreadable_data_gets_503_with_the_cause()
    {
        await using var host = await TinyHost.StartAsync();
        var file = Path.Combine(host.DataPath, "emulator.db");
        // Then all data is in the file itself and not in the write-ahead log.
        var database = host.App.Services.GetRequiredService<EmulatorDatabase>();
        database.Read(connection => connection.Scalar<long>("PRAGMA wal_checkpoint(TRUNCATE)"));
        using (var stream = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
            stream.Write([.. Enumerable.Repeat((byte)0xA5, (int)stream.Length)]);

        using var answer = await host.Client.GetAsync("/emulator/outbox");

        await AssertUnavailableAsync(answer, "damaged");
    }

    private static async Task AssertUnavailableAsync(HttpResponseMessage answer, string why)
    {
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Contains(why, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
