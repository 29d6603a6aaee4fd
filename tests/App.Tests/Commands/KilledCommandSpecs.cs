using System.Net;
using Xunit;

namespace AccessReview.App.Tests.Commands;

/// <summary>The app crashes right after the commit of every command and is restarted.</summary>
public sealed class KilledCommandSpecs(KilledCommandSpecs.KilledWorld world) : IClassFixture<KilledCommandSpecs.KilledWorld>
{
    public static TheoryData<string> Functions => [.. KeyedCommands.All.Select(command => command.Function)];

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task A_command_committed_before_a_crash_is_executed_once_and_answered_after_the_restart(string function)
    {
        var command = KeyedCommands.All.Single(one => one.Function == function);
        var (sent, key, first) = world.Sent[function];

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await world.SendAsync(sent, key, otherBody: """{ "other": true }""")).Status);
        var again = await world.SendAsync(sent, key);

        Assert.Equal((command.Expected, false), (again.Status, again.IsReplay));
        if (command.MayDiffer is null && first.Status == command.Expected)
            Assert.Equal(first.Body, again.Body);
        await world.App.RestAsync();
        Assert.Equal(command.Effects, await sent.CountAsync());
    }

    public sealed class KilledWorld : CommandWorld
    {
        public Dictionary<string, (SentCommand Sent, string Key, CommandAnswer First)> Sent { get; } = [];

        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            List<(Command Command, SentCommand Sent)> prepared = [];
            foreach (var command in KeyedCommands.All)
                prepared.Add((command, await command.PrepareAsync(this)));
            foreach (var (command, sent) in prepared)
            {
                var key = Guid.NewGuid().ToString();
                Sent[command.Function] = (sent, key, await SendAsync(sent, key, new Fault(sent.IsCommit) { Dies = true }));
            }

            await RestartAsync();
        }
    }
}
