using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;
using Xunit;

namespace AccessReview.Domain.Tests.Tasks;

/// <summary>All sequences of decisions in one, two and three stages, under each rule.</summary>
public sealed class StageRulesTests
{
    /// <summary>
    /// Written by hand. Votes: C certifies, R removes, - nobody answers. Result: c certified, r removed, s silence, with the number of
    /// stages that are asked.
    /// </summary>
    private const string Matrix = """
        votes any all majority
        C     c1  c1  c1
        R     r1  r1  r1
        -     s1  s1  s1
        CC    c2  c2  c2
        CR    r2  r2  r2
        C-    s2  s2  s2
        RC    r1  r2  c2
        RR    r1  r2  r2
        R-    r1  r2  s2
        -C    c2  s2  c2
        -R    r2  r2  r2
        --    s2  s2  s2
        CCC   c3  c3  c2
        CCR   r3  r3  c2
        CC-   s3  s3  c2
        CRC   r2  r3  c3
        CRR   r2  r3  r3
        CR-   r2  r3  s3
        C-C   c3  s3  c3
        C-R   r3  r3  r3
        C--   s3  s3  s3
        RCC   r1  r3  c3
        RCR   r1  r3  r3
        RC-   r1  r3  s3
        RRC   r1  r3  r2
        RRR   r1  r3  r2
        RR-   r1  r3  r2
        R-C   r1  r3  c3
        R-R   r1  r3  r3
        R--   r1  r3  s3
        -CC   c3  s3  c3
        -CR   r3  r3  r3
        -C-   s3  s3  s3
        -RC   r2  r3  c3
        -RR   r2  r3  r3
        -R-   r2  r3  s3
        --C   c3  s3  c3
        --R   r3  r3  r3
        ---   s3  s3  s3
        """;

    [Fact]
    public void Every_sequence_of_decisions_has_the_outcome_of_its_rule()
    {
        var lines = Matrix.Split('\n').Skip(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();

        Assert.Equal(3 + 9 + 27, lines.Select(line => line[0]).Distinct().Count());
        Assert.Empty(
            from line in lines
            from rule in Enum.GetValues<StageRule>()
            let result = Walk(rule, line[0])
            where result != line[(int)rule + 1]
            select $"{line[0]} under {rule}: expected {line[(int)rule + 1]}, got {result}");
    }

    private static string Walk(StageRule rule, string votes)
    {
        for (var asked = 1; asked <= votes.Length; asked++)
        {
            IReadOnlyList<Decision?> given = [.. votes[..asked].Select(vote => vote switch { 'C' => Decision.Certify, 'R' => Decision.Remove, _ => (Decision?)null })];
            if (StageRules.OutcomeOf(rule, given, votes.Length - asked) is { } outcome)
                return $"{outcome switch { Outcome.Certified => 'c', Outcome.Removed => 'r', Outcome.NoResponse => 's', _ => '?' }}{asked}";
        }

        return "open";
    }
}
