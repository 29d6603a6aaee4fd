using AccessReview.Repository.Tests.Cost;

namespace AccessReview.Benchmarks;

/// <summary>Measures the resources of a task's life cycle and writes its cost into infra.</summary>
internal static class CostBench
{
    public static async Task RunAsync(TextWriter report)
    {
        await File.WriteAllTextAsync(CostReport.MeasuredFile, CostReport.Write(await Measurement.RunAsync()));
        var written = CostReport.FromFiles();
        await File.WriteAllTextAsync(CostReport.Page, written.Whole());
        await File.WriteAllTextAsync(CostReport.Readme, written.Renew(await File.ReadAllTextAsync(CostReport.Readme)));
        await report.WriteLineAsync(written.Summary());
    }
}
