using AccessReview.Emulator.ServiceBus;
using Xunit;

namespace AccessReview.Emulator.Tests.ServiceBus;

public sealed class TriggerTests
{
    [Fact]
    public async Task A_function_gets_the_whole_message_and_its_success_completes_it()
    {
        await using var bus = await TinyBus.StartAsync();
        await bus.SendAsync("echo", "hello");

        var answer = await bus.AnswerAsync();
        await bus.RestAsync();

        Assert.Equal(("hello", "id-hello"), (answer.Body.ToString(), answer.CorrelationId));
        Assert.Equal((1, "test", "id-hello"), (answer.ApplicationProperties["count"], answer.ApplicationProperties["kind"], answer.ApplicationProperties["bound"]));
        Assert.True(Guid.TryParse((string)answer.ApplicationProperties["lock"], out var token) && token != Guid.Empty);
        Assert.Equal(bus.Clock.GetUtcNow().AddMinutes(1), (DateTimeOffset)answer.ApplicationProperties["until"], TimeSpan.FromMilliseconds(1));
        Assert.Equal(1L, answer.ApplicationProperties["sequence"]);
        Assert.Null(await bus.PeekAsync("echo"));
    }

    [Fact]
    public async Task A_function_with_a_string_parameter_gets_the_body()
    {
        await using var bus = await TinyBus.StartAsync();
        await bus.SendAsync("text", "grüße");

        Assert.Equal("grüße", await bus.AnswerTextAsync());
    }

    [Fact]
    public async Task A_message_on_which_its_function_always_fails_becomes_a_dead_letter()
    {
        await using var bus = await TinyBus.StartAsync(new ServiceBusEngineOptions { MaxDeliveryCount = 3 });
        await bus.SendAsync("fail", "bad");

        var dead = await bus.DeadLetterAsync("fail");

        Assert.Equal(("bad", "MaxDeliveryCountExceeded", 4), (dead.Body.ToString(), dead.DeadLetterReason, dead.DeliveryCount));
        await bus.Host.Log.WaitForAsync(line => line.Exception?.Message.Contains("Failed on purpose, delivery 3.", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task A_message_that_ends_the_worker_waits_for_the_next_worker()
    {
        await using var bus = await TinyBus.StartAsync();
        await bus.SendAsync("exit", "boom");

        Assert.Equal("survived", await bus.AnswerTextAsync());
        await bus.RestAsync();
        Assert.Null(await bus.PeekAsync("exit"));
    }

    [Fact]
    public async Task No_more_functions_run_concurrently_than_host_json_allows()
    {
        await using var bus = await TinyBus.StartAsync(settings: ("AzureFunctionsJobHost:extensions:serviceBus:maxConcurrentCalls", "2"));
        await bus.SendAsync("slow", "1", "2", "3");
        var first = new[] { await bus.AnswerTextAsync(), await bus.AnswerTextAsync() };

        Assert.Equal(["started 1", "started 1"], first);
        Assert.Equal([1, 1, 0], (await bus.PeekAllAsync("slow")).Select(message => message.DeliveryCount));

        await bus.SendAsync("words", "a", "b", "c");
        var rest = new[] { await bus.AnswerTextAsync(), await bus.AnswerTextAsync(), await bus.AnswerTextAsync(), await bus.AnswerTextAsync() };
        await bus.RestAsync();

        Assert.Equal(["ended", "ended", "ended", "started 1"], rest.Order());
        Assert.Null(await bus.PeekAsync("slow"));
    }

    [Fact]
    public async Task A_lock_is_renewed_while_the_function_runs()
    {
        await using var bus = await TinyBus.StartAsync();
        await bus.SendAsync("slow", "long");
        Assert.Equal("started 1", await bus.AnswerTextAsync());

        for (var minute = 0; minute < 3; minute++)
            await bus.PassAsync(TimeSpan.FromMinutes(1.01));
        await bus.SendAsync("words", "go");
        Assert.Equal("ended", await bus.AnswerTextAsync());
        await bus.RestAsync();

        Assert.Null(await bus.PeekAsync("slow"));
        Assert.False(await bus.HasAnswerAsync());
    }

    [Fact]
    public async Task A_lock_is_not_renewed_for_longer_than_host_json_allows()
    {
        await using var bus = await TinyBus.StartAsync(settings: ("AzureFunctionsJobHost:extensions:serviceBus:maxAutoLockRenewalDuration", "00:00:00"));
        await bus.SendAsync("slow", "long");
        Assert.Equal("started 1", await bus.AnswerTextAsync());

        await bus.PassAsync(TimeSpan.FromMinutes(1.01));

        Assert.Equal("started 2", await bus.AnswerTextAsync());
        await bus.SendAsync("words", "go", "on");
        Assert.Equal(["ended", "ended"], [await bus.AnswerTextAsync(), await bus.AnswerTextAsync()]);
    }

    [Fact]
    public async Task Messages_of_an_earlier_host_are_delivered_after_the_start()
    {
        var folder = Directory.CreateTempSubdirectory("tiny");
        await using (var first = await TinyBus.StartAsync(dataPath: folder.FullName, settings: ("AzureWebJobs.BusText.Disabled", "true")))
            await first.SendAsync("text", "kept");

        await using (var second = await TinyBus.StartAsync(dataPath: folder.FullName))
            Assert.Equal("kept", await second.AnswerTextAsync());
        folder.Delete(recursive: true);
    }
}
