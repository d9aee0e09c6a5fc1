using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace PSEventSourcing.Tests.Hosting;

/// <summary>Runs a test at every kind of store there is.</summary>
/// <param name="arguments">What the test takes after the kind of store.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class EveryStoreAttribute(params object?[] arguments) : DataAttribute
{
    private static readonly string[] Kinds = ["memory", "file", .. Servers.Kinds.Select(kind => kind.Data)];

    /// <summary>What the test takes after the kind of store.</summary>
    public IReadOnlyList<object?> Arguments => arguments;

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([.. Kinds.Select(kind => new TheoryDataRow([kind, .. arguments]))]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
