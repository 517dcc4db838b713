"""How a grant element is computed here: the conventions, and where they come from.

**Definition.** Grant element = 100 x (1 - present value of the debt service / face value): "the difference between the
face value of a loan and the discounted present value of the service payments the borrower will make over the lifetime
of the loan, expressed as a percentage of the face value" (OECD glossary, https://stats.oecd.org/glossary/detail.asp?ID=3799).

**Concessional** is "at least a 35% grant element when its service payments are discounted at 5% p.a." (metadata of SDG
17.3.1 of 2023-05-15, which says that the TOSSD Task Force adopted the same test; https://github.com/worldbank/sdg-metadata,
translations-metadata/en/17-3-1.yml). The older test of the OECD (DAC) was 25 % at 10 %
(http://www.imf.org/external/np/pdr/conc/index.htm).

**Formula.** The OECD's annex "Grant element: formulae and examples" (read at https://paperzz.com/doc/8929037/grant-element),
with M = maturity, G = grace, A = payments a year, R = interest rate, I = discount rate:

- INT = G - 1/A: the years before the first full repayment period;
- D = (1 + I)^(1/A) - 1: the discount rate per period is *effective*, the interest per period R/A is *nominal*;
- equal principal payments: 100 x (1 - (R/A)/D) x (1 - ((1+D)^(-A x INT) - (1+D)^(-A x M)) / ((A x M - A x INT) x D)).

**What the OECD's formula leaves open**, and how it is closed here:

- The whole loan is disbursed on the day of commitment (the annex's examples do the same).
- Grace is the time to the first repayment of principal; interest is paid on every payment date, also during grace.
- Payment dates are counted back from the final repayment. The first repayment falls on the first of these dates that
  is neither before the end of the grace nor sooner than one period after commitment. So a grace of 0 means that the
  first repayment is due after one period.
- Where the maturity is no whole number of periods the first period is shorter, and bears interest for its length.
- A lump sum repays the principal at maturity and pays interest on every date until then. The OECD's "lump sum repayment
  (principal and interest)", where simple interest is paid with the principal, is the profile `lump_sum_with_interest`.

So a loan has a grant element of exactly 0 where R/A = D: with one payment a year at R = I, with two at
R = 2 x (1.05^(1/2) - 1) = 4.939 %, not at 5 %.
"""

from __future__ import annotations

from decimal import Decimal

DISCOUNT_RATE = Decimal(5)
"""Per cent a year: flat, for every loan and year (metadata of SDG 17.3.1; TOSSD)."""
CONCESSIONAL = Decimal(35)
"""Per cent: the least grant element of a concessional loan (metadata of SDG 17.3.1; TOSSD)."""
PAYMENTS_A_YEAR = 2
"""Where the source does not say: as AidData assumes (GCDF 3.0 data dictionary, grant_element_imf)."""
NEAR = 1e-6
"""Part of a period by which a date may miss a payment date and still be that date: maturities come as decimals."""
