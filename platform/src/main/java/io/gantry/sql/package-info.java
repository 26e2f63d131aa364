/// Statements as the stores of the features write them: [Sql] runs one, [Row] reads what it found, [Json] is for columns that hold JSON.
@NullMarked
package io.gantry.sql;

import org.jspecify.annotations.NullMarked;
