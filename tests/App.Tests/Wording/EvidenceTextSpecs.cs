using AccessReview.App.Text;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Xunit;

namespace AccessReview.App.Tests.Wording;

public sealed class EvidenceTextSpecs
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    private static readonly LocalTime Time = new("Europe/Berlin");

    private static readonly Grant Held = new() { UserId = new("bob"), EntitlementId = new("desk/agent"), AppId = new("desk"), Since = new(2025, 7, 15, 0, 0, 0, TimeSpan.Zero) };

    [Theory]
    [InlineData(0, "today")]
    [InlineData(1, "1 day ago")]
    [InlineData(59, "59 days ago")]
    [InlineData(60, "2 months ago")]
    [InlineData(150, "5 months ago")]
    [InlineData(800, "2 years ago")]
    public void The_last_use_says_how_long_ago_it_was(int days, string ago) =>
        Assert.EndsWith($"({ago}) · nobody else has it", TextOf(Access(Held with { LastUsedAt = Now.AddDays(-days) })), StringComparison.Ordinal);

    [Theory]
    [InlineData(0, 0, "nobody else has it")]
    [InlineData(1, null, "1 other has it")]
    [InlineData(1, 0, "1 other has it, in another team")]
    [InlineData(1, 1, "1 other has it, in the same team")]
    [InlineData(8, null, "8 others have it")]
    [InlineData(8, 0, "8 others have it, none in the same team")]
    [InlineData(8, 2, "8 others have it, 2 in the same team")]
    [InlineData(1000, null, "more than 1,000 others have it")]
    public void The_line_says_who_else_has_the_access(int others, int? ofManager, string said) =>
        Assert.Equal($"Not held · {said}", TextOf(Access(null) with { Others = others, OthersOfManager = ofManager }));

    [Fact]
    public void A_missing_last_use_is_unknown_unless_the_app_reports_usage()
    {
        Assert.Equal("Held since Jul 2025 · last use unknown · nobody else has it", TextOf(Access(Held)));
        Assert.Equal("Held since Jul 2025 · no use recorded · nobody else has it", TextOf(Access(Held) with { IsUsageKnown = true }));
    }

    [Fact]
    public void A_long_description_is_cut_and_a_period_at_its_end_is_left_out()
    {
        Assert.StartsWith("Answers tickets · held", TextOf(Access(Held) with { Permits = "answers tickets.\n" }), StringComparison.Ordinal);
        Assert.StartsWith($"A{new string('a', 119)}… · held", TextOf(Access(Held) with { Permits = new string('a', 300) }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TaskKind.Certification, true)]
    [InlineData(TaskKind.Approval, true)]
    [InlineData(TaskKind.Revocation, true)]
    [InlineData(TaskKind.Provisioning, false)]
    [InlineData(TaskKind.Deprovisioning, false)]
    public void Only_people_who_judge_an_access_get_hints(TaskKind kind, bool isHinted) =>
        Assert.Equal(isHinted ? ["Has left", "Never reviewed"] : [], EvidenceText.Of(kind, Access(Held) with { HasLeft = true }, Time).Hints);

    private static AccessContext Access(Grant? grant) => new() { At = Now, Grant = grant, Others = 0 };

    private static string TextOf(AccessContext access)
    {
        using var speaking = Language.Use(Language.Default);
        return EvidenceText.Of(TaskKind.Certification, access, Time).Text;
    }
}
