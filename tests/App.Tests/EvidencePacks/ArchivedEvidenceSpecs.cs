using AccessReview.App.Audit;
using AccessReview.App.EvidencePacks;
using AccessReview.App.Tests.Campaigns;
using AccessReview.Domain.Tasks;
using Xunit;

namespace AccessReview.App.Tests.EvidencePacks;

/// <summary>The evidence of a campaign outlives it: it is stored where nobody can change it.</summary>
public sealed class ArchivedEvidenceSpecs
{
    [Fact]
    public async Task The_evidence_is_stored_once_when_the_campaign_is_over_and_once_when_its_removals_are()
    {
        await using var app = await ACampaign.StartAppAsync();
        var campaign = await ACampaign.OpenAsync(app, ACampaign.Body(scope: new { people = new[] { "ada" } }));
        var id = CampaignId.From(campaign.Id);
        await app.As("otto").DecideAsync(Number(await app.As("otto").MyTasksAsync()), "remove", "Moved");
        await app.AdvanceAsync(TimeSpan.FromDays(1));
        Assert.Equal((false, false), await StoredAsync());

        await campaign.PostAsync("close", new { reason = "All decided" }, by: "adam");
        await app.AdvanceAsync(TimeSpan.FromDays(1));
        Assert.Equal((true, false), await StoredAsync());
        var over = await ReadAsync(ArchiveEvidence.OverOf(id));
        Assert.Equal("requestedOnly", over.Item("ada", "Reader").GetProperty("removal").GetProperty("proof").GetString());

        await app.As("olga").DecideAsync(Number(await app.As("olga").MyTasksAsync("&kind=revocation")), "confirm");
        await app.AdvanceAsync(TimeSpan.FromDays(1));
        await app.As("otto").DecideAsync(Number(await app.As("otto").MyTasksAsync("&kind=deprovisioning")), "complete");
        await app.AdvanceAsync(TimeSpan.FromDays(2));
        Assert.Equal((true, true), await StoredAsync());
        var remediated = await ReadAsync(ArchiveEvidence.RemediatedOf(id));
        Assert.Equal("attestedByPerson", remediated.Item("ada", "Reader").GetProperty("removal").GetProperty("proof").GetString());
        Assert.All([over, remediated], pack => Assert.Equal(("", 0), (pack.Verify().Errors, pack.Verify().Code)));

        async Task<(bool Over, bool Remediated)> StoredAsync() => (
            await app.Get<DigestArchive>().HoldsAsync(ArchiveEvidence.OverOf(id), CancellationToken.None),
            await app.Get<DigestArchive>().HoldsAsync(ArchiveEvidence.RemediatedOf(id), CancellationToken.None));

        async Task<APack> ReadAsync(string name) => await APack.OfAsync(app, (await app.Get<DigestArchive>().FindAsync(name, CancellationToken.None))!); // It is stored.
    }

    private static int Number(IReadOnlyList<System.Text.Json.JsonElement> tasks) => Assert.Single(tasks).GetProperty("number").GetInt32();
}
